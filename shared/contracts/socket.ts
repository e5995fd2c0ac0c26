import type { z } from 'zod';

export interface RequestContract<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  input: I;
  output: O;
}

/** A message from client to server that is answered by one acknowledgement. */
export function request<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
): RequestContract<I, O> {
  return { input, output };
}
