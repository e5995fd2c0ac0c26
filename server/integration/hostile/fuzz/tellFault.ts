import type { FoundFault } from './Fuzz.ts';

const MOST_CHARACTERS = 8_000;

/** A fault as whoever mends it needs it: what, how to see it again, and the shortest way there. */
export function tellFault({ seed, attack, text, shortest }: FoundFault): string {
  const steps = shortest.map((step) => `    ${JSON.stringify(step)}`.slice(0, MOST_CHARACTERS));
  return [
    text.slice(0, MOST_CHARACTERS),
    `  again: npm run fuzz -- --seed ${seed} --attack ${attack}`,
    `  ${steps.length} of its steps are enough:`,
    ...steps,
  ].join('\n');
}
