import { defineMessages } from '../../i18n/index.ts';

export const pickerWords = defineMessages('screenPicker', {
  en: {
    title: 'What do you want to share?',
    screens: 'Screens',
    windows: 'Windows',
    audio: 'Share the sound of the computer',
    audioHint: 'The others hear what it plays. Wear headphones to avoid an echo.',
    cancel: 'Cancel',
    share: 'Share',
  },
  'zh-CN': {
    title: '您想共享什么？',
    screens: '屏幕',
    windows: '窗口',
    audio: '共享电脑声音',
    audioHint: '其他人会听到电脑播放的声音。建议佩戴耳机以免回声。',
    cancel: '取消',
    share: '共享',
  },
});
