const BEGIN = '<!-- figures: begin (written by `npm run bench -- --write`) -->';
const END = '<!-- figures: end -->';

/** What stands between the marks. @throws when they are not there */
export function figuresOf(document: string): string {
  const { begin, end } = findMarks(document);
  return document.slice(begin, end);
}

/** Puts the figures between their marks; what people wrote around them stays. @throws when they are not there */
export function replaceFigures(document: string, figures: string): string {
  const { begin, end } = findMarks(document);
  return `${document.slice(0, begin)}\n\n${figures}\n${document.slice(end)}`;
}

function findMarks(document: string): { begin: number; end: number } {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin)
    throw new Error(`the document lacks the lines "${BEGIN}" and "${END}"`);
  return { begin: begin + BEGIN.length, end };
}
