import { defineMessages } from '../../i18n/index.ts';
import { en } from './en.ts';
import { zhCN } from './zhCN.ts';

export const settingsMessages = defineMessages('settings', { en, 'zh-CN': zhCN });
