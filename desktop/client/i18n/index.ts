export { dayKey, timeKey } from './days.ts';
export type { ClientErrorCode } from './errors.en.ts';
export type { Formats } from './formats.ts';
export { i18n } from './instance.ts';
export { chooseLocale, LOCALE_NAMES, LOCALES, type Locale } from './locale.ts';
export {
  defineMessages,
  type MessageKey,
  type Messages,
  type Translate,
  type Translation,
} from './messages.ts';
export { errorCodeOf, useProblems, type Problem } from './problem.ts';
export { useFormats } from './useFormats.ts';
export { useMessages } from './useMessages.ts';
