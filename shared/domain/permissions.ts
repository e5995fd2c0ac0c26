/**
 * Who may do what in a meeting. The server decides with these rules and the client asks the same
 * ones, so that a button is never shown for what would be refused.
 */
export const ROLES = ['host', 'cohost', 'participant', 'guest'] as const;
export type Role = (typeof ROLES)[number];

/** What somebody is at the moment: their role, or in the place of a host who is away (actingHost.ts). */
export type Capacity = Role | 'actingHost';

export function capacityOf(role: Role, isActingHost: boolean): Capacity {
  return isActingHost && role !== 'host' ? 'actingHost' : role;
}

/** What a person does on their own behalf or to the meeting. */
export const MEETING_ACTIONS = [
  'meeting:update',
  'meeting:delete',
  'meeting:end',
  'meeting:setLocked',
  'meeting:muteAll',
  'meeting:joinWithoutPasscode',
  'meeting:joinWhenLocked',
  'meeting:joinWhenFull',
  'meeting:listParticipants',
  'chat:send',
  'media:speak',
  'media:showCamera',
  'media:shareScreen',
  'participant:raiseHand',
  'participant:react',
] as const;
export type MeetingAction = (typeof MEETING_ACTIONS)[number];

/** What one person does to another. */
export const TARGET_ACTIONS = [
  'participant:mute',
  'participant:askToUnmute',
  'participant:remove',
  'participant:setRole',
  'participant:lowerHand',
] as const;
export type TargetAction = (typeof TARGET_ACTIONS)[number];

const EVERYBODY: ReadonlySet<MeetingAction> = new Set<MeetingAction>([
  'chat:send',
  'media:speak',
  'media:showCamera',
  'media:shareScreen',
  'participant:raiseHand',
  'participant:react',
]);
const MEMBERS: ReadonlySet<MeetingAction> = new Set<MeetingAction>([
  ...EVERYBODY,
  'meeting:listParticipants',
]);
const COHOSTS: ReadonlySet<MeetingAction> = new Set<MeetingAction>([
  ...MEMBERS,
  'meeting:setLocked',
  'meeting:muteAll',
  'meeting:joinWithoutPasscode',
  'meeting:joinWhenLocked',
]);
const HOSTS: ReadonlySet<MeetingAction> = new Set(MEETING_ACTIONS);

const MEETING_RULES: Readonly<Record<Capacity, ReadonlySet<MeetingAction>>> = {
  host: HOSTS,
  // What would outlast the host's absence stays the host's: ending, deleting and changing the meeting.
  actingHost: COHOSTS,
  cohost: COHOSTS,
  participant: MEMBERS,
  guest: EVERYBODY,
};

export function may(actor: Capacity, action: MeetingAction): boolean {
  return MEETING_RULES[actor].has(action);
}

/**
 * Nobody acts on the host, or on oneself; a co-host acts on those who are neither host nor co-host, and an acting
 * host on co-hosts too, but neither sends them out nor gives roles: whom the host chose is the host's to change.
 */
export function mayActOn(actor: Capacity, action: TargetAction, target: Role): boolean {
  if (target === 'host') return false;
  if (actor === 'host') return action !== 'participant:setRole' || target !== 'guest';
  if (actor !== 'cohost' && actor !== 'actingHost') return false;
  if (action === 'participant:setRole') return false;
  if (target !== 'cohost') return true;
  return actor === 'actingHost' && action !== 'participant:remove';
}
