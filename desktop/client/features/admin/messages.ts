import { defineMessages } from '../../i18n/index.ts';
import { en } from './en.ts';
import { zhCN } from './zhCN.ts';

export const adminMessages = defineMessages('admin', { en, 'zh-CN': zhCN });
