import { isDeepStrictEqual } from 'node:util';
import type {
  EventName,
  EventPayload,
  Participant,
  RequestArgument,
  RequestName,
  RequestOutput,
} from '../../../../shared/contracts/index.ts';
import type { MeetingAction, TargetAction } from '../../../../shared/domain/permissions.ts';
import type { Person, Scene } from './Scene.ts';

/**
 * Who may: `anybody` (whoever has a socket; the door decides), `seated` (whoever has a session, about their own
 * things), or what shared/domain/permissions.ts calls it.
 */
export type Permission =
  | { by: 'anybody' }
  | { by: 'seated' }
  | { by: 'role'; action: MeetingAction }
  | { by: 'target'; action: TargetAction };

export const SEATED: Permission = { by: 'seated' };
export const may = (action: MeetingAction): Permission => ({ by: 'role', action });
export const mayActOn = (action: TargetAction): Permission => ({ by: 'target', action });

/** Who asks, in this scene (null: somebody from elsewhere), and whom it is done to. */
export interface Ends {
  scene: Scene;
  self: Person | null;
  target: Person;
}

/** An event that must be told, once, to each of these. */
export interface Effect {
  to: readonly Person[];
  name: EventName;
  fits: (payload: unknown) => boolean;
}

/** One way of asking for something. */
export interface SocketAction<N extends RequestName> {
  permission: Permission;
  /** Brings about what this would change, also where it will be refused; known to everybody when it is done. */
  given?(ends: Ends): Promise<void>;
  input(ends: Ends): RequestArgument<N>;
  /** All that is told when it is permitted; when it is not, nothing is. */
  effects(ends: Ends): readonly Effect[];
  /** What may be told besides. */
  mayBeTold?: readonly EventName[];
  /** Whether what is stored is different then. */
  isStored?: true;
  /** Whether the answer says what it should. */
  answers?(data: RequestOutput<N>, ends: Ends): boolean;
  /** Notes what was done for those that come after it, or shows what neither events nor the answer do. */
  prove?(self: Person, ends: Ends, data: RequestOutput<N>): Promise<void> | void;
}

/** Each request, in every way of asking that differs. */
export type ActionTable<N extends RequestName = RequestName> = {
  readonly [Name in N]: readonly SocketAction<Name>[];
};

export function told<N extends EventName>(
  to: readonly Person[],
  name: N,
  fits: (payload: EventPayload<N>) => boolean = () => true,
): Effect {
  // The name says which payload it is; that it fits its contract is checked where signalling is tested.
  return { to, name, fits: (payload) => fits(payload as EventPayload<N>) };
}

/** Of this one participant this has changed, and nothing else of anybody. */
export function toldOfChange(
  { scene }: Ends,
  { id, ...change }: Partial<Participant> & { id: string },
): Effect {
  return told(scene.live(), 'meeting:rosterChanged', ({ joined, changed, left }) =>
    isDeepStrictEqual(
      { joined, changed, left },
      { joined: [], changed: [{ id, ...change }], left: [] },
    ),
  );
}

export function toldOfLeaving(
  to: readonly Person[],
  person: Person,
  reason: 'left' | 'removed',
): Effect {
  const left = [{ id: idOf(person), reason }];
  return told(to, 'meeting:rosterChanged', (event) => isDeepStrictEqual(event.left, left));
}

export function idOf({ joined }: Person): string {
  return joined.self.participantId;
}
