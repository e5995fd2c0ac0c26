import { z } from 'zod';

const KEY = 'parley.lobby';

const remembered = z.object({
  isMicOn: z.boolean(),
  isCameraOn: z.boolean(),
  /** Of a guest; members have an account that remembers it. */
  guestName: z.string().max(60),
});
/** How one went into the last meeting, so that the second time needs no thought. */
export type RememberedChoices = z.infer<typeof remembered>;

const FIRST_TIME: RememberedChoices = { isMicOn: true, isCameraOn: true, guestName: '' };

export function readChoices(storage: Pick<Storage, 'getItem'> | null): RememberedChoices {
  try {
    const text = storage?.getItem(KEY) ?? null;
    return text === null ? FIRST_TIME : remembered.catch(FIRST_TIME).parse(JSON.parse(text));
  } catch {
    // Storage may be forbidden and text may not be JSON: both are a first time.
    return FIRST_TIME;
  }
}

export function writeChoices(
  storage: Pick<Storage, 'setItem'> | null,
  choices: RememberedChoices,
): void {
  try {
    storage?.setItem(KEY, JSON.stringify(choices));
  } catch {
    // A full or forbidden storage costs the memory of a choice, not the choice.
  }
}
