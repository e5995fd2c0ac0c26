import { hash, verify, type Options } from '@node-rs/argon2';
import { Turns } from './Turns.ts';

/** OWASP's first choice for argon2id; the library's default algorithm is argon2id. */
const OPTIONS: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * Node has four threads for hashing, signing and files alike. With all of them at passwords, a morning's log-ins would
 * keep every access token from being checked, and transactions open that wait for one to be signed.
 */
const turns = new Turns(2);

/** NFKC: the same pass phrase from another keyboard or system must be the same bytes. */
const toBytes = (password: string): Buffer => Buffer.from(password.normalize('NFKC'), 'utf8');

export function hashPassword(password: string): Promise<string> {
  return turns.run(() => hash(toBytes(password), OPTIONS));
}

let nobodysHash: Promise<string> | undefined;

/** @param stored null for an unknown account: works as long, says no, and so does not tell which accounts exist */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword('nobody has this password');
  const against = stored ?? (await nobodysHash);
  const isRight = await turns.run(() => verify(against, toBytes(password)));
  return isRight && stored !== null;
}
