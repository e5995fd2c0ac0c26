import { useCallback } from 'react';
import { errorsEn, type ClientErrorCode } from './errors.en.ts';
import { errorsZhCN } from './errors.zhCN.ts';
import { defineMessages } from './messages.ts';
import { useMessages } from './useMessages.ts';

export const errorMessages = defineMessages('errors', { en: errorsEn, 'zh-CN': errorsZhCN });

/** An error as it is shown: the sentence large, the code small below it. */
export interface Problem {
  sentence: string;
  code: ClientErrorCode;
}

function isClientErrorCode(code: unknown): code is ClientErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorsEn, code);
}

/** Every error of ours carries a `code`: AppError, wire errors, what the API client throws. */
export function errorCodeOf(error: unknown): ClientErrorCode {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return isClientErrorCode(code) ? code : 'unknown';
}

/** @returns a function that turns whatever was thrown into a sentence of the current language */
export function useProblems(): (error: unknown) => Problem {
  const t = useMessages(errorMessages);
  return useCallback(
    (error) => {
      const code = errorCodeOf(error);
      return { sentence: t(code), code };
    },
    [t],
  );
}
