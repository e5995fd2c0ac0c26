import {
  createCipheriv,
  createDecipheriv,
  createHash,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals passcodes for storage. A passcode cannot be hashed like a password, because the host must be
 * able to read it out to the people invited. Stored plain, every copy of the database (a dump, a backup,
 * a database server run by others) would open every meeting; sealed with a key that lives in the data
 * folder, it opens none. Each is bound to its meeting, so that a row cannot borrow another's.
 *
 * Without its key a passcode is lost, not open: nobody's matches, and the host sees none and sets a new one.
 */
export class PasscodeVault {
  readonly #key: Uint8Array;

  /** @param secret The server's own, at least 32 bytes. */
  constructor(secret: Uint8Array) {
    this.#key = new Uint8Array(hkdfSync('sha256', secret, '', 'parley meeting passcode v1', 32));
  }

  /** @returns base64 of nonce, tag and cipher text */
  seal(meetingId: string, passcode: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, nonce).setAAD(Buffer.from(meetingId));
    const text = Buffer.concat([cipher.update(passcode, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
  }

  /** @returns null where it was sealed with another key, or for another meeting */
  open(meetingId: string, sealed: string): string | null {
    const bytes = Buffer.from(sealed, 'base64');
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    try {
      const cipher = createDecipheriv(CIPHER, this.#key, nonce, { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(meetingId))
        .setAuthTag(tag);
      const text = bytes.subarray(NONCE_BYTES + TAG_BYTES);
      return Buffer.concat([cipher.update(text), cipher.final()]).toString('utf8');
    } catch {
      // Node says no more than that authentication failed; the class comment says what follows.
      return null;
    }
  }

  /** Takes the same time however much of the given passcode is right. */
  matches(meetingId: string, sealed: string, given: string): boolean {
    const passcode = this.open(meetingId, sealed);
    return passcode !== null && timingSafeEqual(digest(passcode), digest(given));
  }
}

/** Digests have one length, which `timingSafeEqual` wants, and hide the passcode's. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
