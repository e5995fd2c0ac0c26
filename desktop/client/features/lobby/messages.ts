import { defineMessages } from '../../i18n/messages.ts';
import { en } from './locales/en.ts';
import { zhCN } from './locales/zhCN.ts';

export const lobbyMessages = defineMessages('lobby', { en, 'zh-CN': zhCN });
