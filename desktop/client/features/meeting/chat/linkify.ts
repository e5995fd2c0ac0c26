export type TextPart =
  { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string };

/** Stops at white space, quotes, angle brackets and at CJK punctuation, which follows without a space. */
const CANDIDATE = /(?:https?:\/\/|www\.)[^\s<>"'`\u3000-\u303f\uff00-\uffef]+/giu;
const TRAILING = /[.,;:!?…*_~]+$/u;

/** Splits a message into text and http(s) links; joined again, the parts give the message back. */
export function linkify(message: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of message.matchAll(CANDIDATE)) {
    const text = trimUrl(match[0]);
    const href = toHref(text);
    if (href === null || isInsideWord(message, match.index)) continue;
    if (match.index > end) parts.push({ kind: 'text', text: message.slice(end, match.index) });
    parts.push({ kind: 'link', text, href });
    end = match.index + text.length;
  }
  if (end < message.length) parts.push({ kind: 'text', text: message.slice(end) });
  return parts;
}

/** A full stop or bracket behind a link belongs to the sentence, unless the bracket opened in the link. */
function trimUrl(candidate: string): string {
  let url = candidate;
  for (;;) {
    const trimmed = dropUnopened(url.replace(TRAILING, ''));
    if (trimmed === url) return url;
    url = trimmed;
  }
}

function dropUnopened(url: string): string {
  const opening = { ')': '(', ']': '[', '}': '{' }[url.at(-1) ?? ''];
  if (opening === undefined) return url;
  const closing = url.at(-1) ?? '';
  return url.split(closing).length > url.split(opening).length ? url.slice(0, -1) : url;
}

function toHref(text: string): string | null {
  const url = URL.parse(/^https?:/iu.test(text) ? text : `https://${text}`);
  if (url === null || !url.hostname.includes('.')) return isLocalUrl(url) ? url.href : null;
  return url.href;
}

/** On a LAN, hosts have names without a dot: http://intranet/wiki. */
function isLocalUrl(url: URL | null): url is URL {
  return url !== null && url.hostname !== '' && url.hostname !== 'www';
}

function isInsideWord(message: string, index: number): boolean {
  return index > 0 && /[\p{Script=Latin}\d]/u.test(message.charAt(index - 1));
}
