import { toServerOrigin, type Settings } from '../../host/settings/index.ts';

/**
 * `npm start` names the server that it has just started; the app then uses that one.
 * @param named PARLEY_SERVER_URL, if it is set
 * @param tell takes a line when it names no server: it is then ignored
 */
export async function takeStartedBeside(
  named: string | undefined,
  settings: { change(change: Partial<Settings>): Promise<void> },
  tell: (line: string) => void,
): Promise<void> {
  if (!named) return;
  const serverUrl = toServerOrigin(named);
  if (serverUrl === null) {
    tell('PARLEY_SERVER_URL is ignored: it must look like https://meet.example.org.\n');
    return;
  }
  await settings.change({ serverUrl });
}
