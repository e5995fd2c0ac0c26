import { STATUS_CODES } from 'node:http';
import type { AppError, ErrorCode } from '../../shared/errors.ts';

export interface SuccessEnvelope {
  code: number;
  message: string;
  data: unknown;
  timestamp: string;
}

export interface ErrorEnvelope {
  code: number;
  error: ErrorCode;
  message: string;
  data: null;
  fields?: Readonly<Record<string, string>>;
  timestamp: string;
}

export function toEnvelope(status: number, data: unknown): SuccessEnvelope {
  return {
    code: status,
    message: STATUS_CODES[status] ?? '',
    data,
    timestamp: new Date().toISOString(),
  };
}

export function toErrorEnvelope(error: AppError): ErrorEnvelope {
  return {
    code: error.status,
    error: error.code,
    message: error.message,
    data: null,
    ...(error.fields && { fields: error.fields }),
    timestamp: new Date().toISOString(),
  };
}
