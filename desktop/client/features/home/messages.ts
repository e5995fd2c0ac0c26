import { defineMessages } from '../../i18n/index.ts';
import { en } from './en.ts';
import { zhCN } from './zhCN.ts';

export const homeMessages = defineMessages('home', { en, 'zh-CN': zhCN });
