import { z } from 'zod';
import { errorEnvelope, type RouteContract } from '../../../shared/contracts/index.ts';
import { AppError } from '../../../shared/errors.ts';
import { BadAnswerError } from './errors.ts';

const successEnvelope = z.object({ data: z.unknown() });

/**
 * @returns the parsed data of the envelope
 * @throws {AppError} what the server refused
 * @throws {BadAnswerError} no envelope of ours: a proxy's page, or a server of another version
 */
export async function readAnswer(route: RouteContract, response: Response): Promise<unknown> {
  const json: unknown = await response.json().catch((cause: unknown) => {
    throw new BadAnswerError({ cause });
  });
  if (!response.ok) throw toRefusal(response, json);
  const answer = successEnvelope.safeParse(json);
  const data = answer.success ? route.response?.safeParse(answer.data.data) : undefined;
  if (!data?.success) throw new BadAnswerError({ cause: answer.error ?? data?.error });
  return data.data;
}

function toRefusal(response: Response, json: unknown): Error {
  const refusal = errorEnvelope.safeParse(json);
  if (!refusal.success) return new BadAnswerError({ cause: refusal.error });
  const { error, message, fields } = refusal.data;
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new AppError(error, message, {
    ...(fields ? { fields } : {}),
    ...(Number.isFinite(retryAfter) ? { retryAfterSeconds: retryAfter } : {}),
  });
}
