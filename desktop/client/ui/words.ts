import { defineMessages } from '../i18n/index.ts';

/** The few words the components say by themselves. */
export const uiWords = defineMessages('ui', {
  en: {
    close: 'Close',
    cancel: 'Cancel',
    tryAgain: 'Try again',
    copy: 'Copy',
    copied: 'Copied',
    copyFailed: 'Copying is not allowed here',
    notifications: 'Notifications',
    typeToConfirm: 'Type “{{text}}” to confirm',
    typeExactly: 'This does not match yet',
    errorCode: 'Code: {{code}}',
    pages: 'Pages',
    pageOf: 'Page {{page}} of {{pages}}',
    pageAlone: 'Page {{page}}',
    previousPage: 'Previous page',
    nextPage: 'Next page',
  },
  'zh-CN': {
    close: '关闭',
    cancel: '取消',
    tryAgain: '重试',
    copy: '复制',
    copied: '已复制',
    copyFailed: '此处无法复制',
    notifications: '通知',
    typeToConfirm: '输入“{{text}}”以确认',
    typeExactly: '还不一致',
    errorCode: '代码：{{code}}',
    pages: '页',
    pageOf: '第 {{page}} 页，共 {{pages}} 页',
    pageAlone: '第 {{page}} 页',
    previousPage: '上一页',
    nextPage: '下一页',
  },
});
