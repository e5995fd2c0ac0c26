import type { RouteName } from '../../../../shared/contracts/index.ts';
import type { Value } from './values.ts';

/** Who attacks. `guest` and `second` have no account, `stranger` has one that knows no meeting of the others. */
export const ACTORS = ['guest', 'second', 'member', 'stranger', 'host', 'admin'] as const;
export type ActorName = (typeof ACTORS)[number];

export type Body = { json: Value } | { text: string } | { hex: string };

/** A step of an attack: data only, so that it can be printed, repeated and left out. */
export type Step =
  | {
      kind: 'emit';
      actor: ActorName;
      /** A string, unless it is a strange one. */
      name: Value;
      args: Value[];
      hasAck: boolean;
      /** Whether the next step waits for the answer. */
      isAwaited: boolean;
    }
  /** Connects anew, with this for a handshake. */
  | { kind: 'connect'; actor: ActorName; auth: Value }
  /** Goes without a word. */
  | { kind: 'drop'; actor: ActorName }
  | {
      kind: 'rest';
      actor: ActorName;
      /** Whose contract the answer must fit; null where method or path are none of ours. */
      route: RouteName | null;
      method: string;
      path: string;
      headers: Record<string, string>;
      body: Body | null;
      isAwaited: boolean;
    }
  /** Engine.io frames as they are, over a WebSocket of their own. */
  | { kind: 'frames'; frames: (string | { hex: string })[] }
  /** Bodies of engine.io's long polling as they are. */
  | { kind: 'polling'; bodies: string[] }
  /** Bytes at the port, of no protocol or nearly HTTP. */
  | { kind: 'tcp'; text: string };

/** How many messages of the attack this is. */
export function weightOf(step: Step): number {
  if (step.kind === 'frames') return step.frames.length;
  if (step.kind === 'polling') return step.bodies.length;
  return 1;
}
