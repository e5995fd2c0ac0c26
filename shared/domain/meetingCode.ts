/**
 * The human code of a meeting, `abc-defg-hij`: ten letters of a 23-letter alphabet (no i, l or o,
 * which people mistake for digits and each other), 45 bits, behind rate limits: not to be guessed.
 */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz';
const GROUPS = [3, 4, 3] as const;

export const MEETING_CODE_PATTERN = /^[a-hjkmnp-z]{3}-[a-hjkmnp-z]{4}-[a-hjkmnp-z]{3}$/;

/** @param randomBytes A cryptographic source: n -> n random bytes. */
export function createMeetingCode(randomBytes: (count: number) => Uint8Array): string {
  const letter = () => {
    for (;;) {
      // 253 = 11 x 23: bytes above would favour the first letters.
      const byte = randomBytes(1)[0] ?? 255;
      if (byte < 253) return LETTERS.charAt(byte % LETTERS.length);
    }
  };
  return GROUPS.map((length) => Array.from({ length }, letter).join('')).join('-');
}

/**
 * Reads a code from what people paste: the code with or without dashes, in any case, or a link
 * that holds it (`https://host/m/<code>?…`, `parley://host/m/<code>`).
 * @returns the canonical code, or null when there is none
 */
export function parseMeetingCode(text: string): string | null {
  const fromLink = /\/m\/([^/?#\s]+)/.exec(text);
  const letters = (fromLink?.[1] ?? text).toLowerCase().replace(/[\s-]/g, '');
  if (letters.length !== 10) return null;
  const code = `${letters.slice(0, 3)}-${letters.slice(3, 7)}-${letters.slice(7)}`;
  return MEETING_CODE_PATTERN.test(code) ? code : null;
}
