import type { Socket } from 'socket.io';
import type { z } from 'zod';
import {
  requests,
  type ClientToServerEvents,
  type Reply,
  type RequestInput,
  type RequestName,
  type RequestOutput,
  type ServerToClientEvents,
  type WireError,
} from '../../shared/contracts/index.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Violations } from './Violations.ts';

export type ParleySocket = Socket<ClientToServerEvents, ServerToClientEvents>;

/** A handler's answer, or what makes it in the very moment in which it is sent. */
export type Answer<T> = { data: T } | { finish: () => T };

export type Handlers = {
  [N in RequestName]: (input: RequestInput<N>) => Promise<Answer<RequestOutput<N>>>;
};

interface Binding {
  violations: Violations;
  /** Maps what a handler threw to what may be told, and logs what may not. */
  toWireError(error: unknown, request: string): WireError;
  /** Gets what is done for each message; it never rejects. */
  track(work: Promise<void>): void;
}

type Ack = (reply: Reply<unknown>) => void;
type AnyHandler = (input: unknown) => Promise<Answer<unknown>>;

/** The single door for requests: parse, call, reply exactly once [R1], [R3]. */
export function bindHandlers(socket: ParleySocket, handlers: Handlers, binding: Binding): void {
  // socket.io says that names are strings; its parser lets numbers through as well.
  socket.onAny((name: unknown, ...args: unknown[]) => {
    // The last net: whatever a message does, it harms its own sender only.
    const work = handleMessage(name, args).catch((error: unknown) => {
      binding.toWireError(error, 'message');
      socket.disconnect(true);
    });
    binding.track(work);
  });

  async function handleMessage(name: unknown, args: unknown[]): Promise<void> {
    const [input, ack] = args;
    if (!isRequestName(name) || args.length !== 2 || !isAck(ack)) {
      return violate({
        code: 'protocol_violation',
        message: `"${String(name).slice(0, 64)}" is not a request of this protocol, or lacks its acknowledgement.`,
      });
    }
    if (!binding.violations.takeRequest()) {
      const error = tooFast();
      ack({ ok: false, error });
      return violate(error);
    }
    const parsed = requests[name].input.safeParse(input);
    if (!parsed.success) {
      const error = toInvalidInput(name, parsed.error);
      ack({ ok: false, error });
      return violate(error);
    }
    try {
      // The table is typed per name; that the parsed input belongs to this name's handler is more
      // than the compiler can follow through a variable name, so the link is stated here, once.
      const answer = await (handlers[name] as AnyHandler)(parsed.data);
      ack({ ok: true, data: 'finish' in answer ? answer.finish() : answer.data });
    } catch (error) {
      ack({ ok: false, error: binding.toWireError(error, name) });
    }
  }

  function violate(error: WireError): void {
    if (!socket.connected) return;
    socket.emit('protocol:error', error);
    if (!binding.violations.takeViolation()) socket.disconnect(true);
  }
}

function isRequestName(name: unknown): name is RequestName {
  return typeof name === 'string' && Object.hasOwn(requests, name);
}

function isAck(value: unknown): value is Ack {
  return typeof value === 'function';
}

function tooFast(): WireError {
  return {
    code: 'rate_limited',
    message: 'Too many requests. Wait a moment, then try again.',
    retryAfterSeconds: 1,
  };
}

function toInvalidInput(name: string, error: z.ZodError): WireError {
  const fields: Record<string, string> = {};
  for (const issue of error.issues.slice(0, 10)) {
    fields[issue.path.join('.').slice(0, 100) || 'input'] ??= issue.message;
  }
  return { code: 'invalid_input', message: `What was sent with "${name}" does not fit.`, fields };
}

export function toWireError(error: AppError): WireError {
  const { code, message, fields, retryAfterSeconds } = error;
  return {
    code,
    message,
    ...(fields && { fields: { ...fields } }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}
