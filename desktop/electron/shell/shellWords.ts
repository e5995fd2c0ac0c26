interface Words {
  open: string;
  quit: string;
}

const ENGLISH: Words = { open: 'Open Parley', quit: 'Quit' };
const CHINESE: Words = { open: '打开 Parley', quit: '退出' };

/** The few words of the shell itself, in the system's language; all others are the client's. */
export function shellWords(locale: string): Words {
  return /^zh\b/i.test(locale) ? CHINESE : ENGLISH;
}
