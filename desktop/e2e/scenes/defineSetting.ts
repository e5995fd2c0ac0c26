import type { Page } from 'playwright';
import { wordsOf, type TestLocale, type Words } from '../support/words.ts';
import type { Studio } from './Studio.ts';

/** Brings a page to the screen that its name says. */
type Scene<Stage> = (page: Page, stage: Stage, say: Words) => Promise<void>;
type Play = (name: string, page: Page, locale: TestLocale) => Promise<void>;

interface Plan<Stage> {
  /** What it shows takes its time to come about: one page is then seen in every theme and width. */
  isSlow: boolean;
  prepare: (studio: Studio) => Promise<Stage>;
  /** By the names of their pictures. */
  scenes: Readonly<Record<string, Scene<Stage>>>;
}

/** A server in a state of its own, and what is seen of it. */
export interface Setting {
  names: readonly string[];
  isSlow: boolean;
  open: (studio: Studio) => Promise<Play>;
}

export function defineSetting<Stage>({ isSlow, prepare, scenes }: Plan<Stage>): Setting {
  return {
    names: Object.keys(scenes),
    isSlow,
    open: async (studio) => {
      const stage = await prepare(studio);
      return async (name, page, locale) => scenes[name]?.(page, stage, wordsOf(locale));
    },
  };
}
