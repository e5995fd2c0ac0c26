import type { ReactNode } from 'react';

export interface Setting {
  id: string;
  /** What it can be found by. */
  words: readonly string[];
  content: ReactNode;
}

export interface Section {
  id: string;
  title: string;
  settings: readonly Setting[];
}

/** @returns the sections with those settings that have every typed word; a section's own name finds all of it */
export function findSettings(sections: readonly Section[], text: string): readonly Section[] {
  const wanted = fold(text).split(/\s+/u).filter(Boolean);
  if (wanted.length === 0) return sections;
  return sections
    .map((section) => ({
      ...section,
      settings: section.settings.filter((setting) => {
        const all = fold([section.title, ...setting.words].join(' '));
        return wanted.every((word) => all.includes(word));
      }),
    }))
    .filter((section) => section.settings.length > 0);
}

function fold(text: string): string {
  return text.normalize('NFKC').toLocaleLowerCase();
}
