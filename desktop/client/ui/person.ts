const COLOURS = 8;

/** A colour token that stays the same for the same key. */
export function personColour(key: string): string {
  let hash = 0;
  for (const character of key) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return `var(--person-${(hash % COLOURS) + 1})`;
}

const HAN = /^\p{Script=Han}+$/u;

/** "Ada Lovelace" AL, "grace" G, "王小明" 小明: Chinese given names are what people go by. */
export function initialsOf(name: string): string {
  const trimmed = name.trim();
  if (HAN.test(trimmed)) return Array.from(trimmed).slice(-2).join('');
  const words = trimmed.split(/[\s\-_.]+/u).filter(Boolean);
  const first = firstCharacter(words[0]);
  const last = words.length > 1 ? firstCharacter(words.at(-1)) : '';
  return (first + last).toLocaleUpperCase();
}

function firstCharacter(word: string | undefined): string {
  return Array.from(word ?? '')[0] ?? '';
}
