interface Words {
  open: string;
  quit: string;
  cannotStart: string;
  pageKeepsDying: string;
}

const ENGLISH: Words = {
  open: 'Open Parley',
  quit: 'Quit',
  cannotStart: 'Parley could not start. Start it again; if that fails too, install it anew.',
  pageKeepsDying:
    'Parley stopped several times within a minute and closes now. Start it again; if that fails too, restart the computer.',
};
const CHINESE: Words = {
  open: '打开 Parley',
  quit: '退出',
  cannotStart: 'Parley 无法启动。请重新启动应用；若仍失败，请重新安装。',
  pageKeepsDying: 'Parley 在一分钟内多次停止，现在将关闭。请重新启动应用；若仍失败，请重启电脑。',
};

/** The few words of the shell itself, in the system's language; all others are the client's. */
export function shellWords(locale: string): Words {
  return /^zh\b/i.test(locale) ? CHINESE : ENGLISH;
}
