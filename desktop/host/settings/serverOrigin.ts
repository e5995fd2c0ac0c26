/** Punctuation that URLs allow in a host (`;`, `,`, `*`) would write rules of its own into the page's policy. */
const ORIGIN = /^https?:\/\/(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d+)?$/;

/**
 * The one way in which a server is written down, so that two spellings are one server.
 * @returns the origin in lower case, without a default port; null when the text names no server
 */
export function toServerOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { origin } = new URL(text);
  return ORIGIN.test(origin) ? origin : null;
}
