import { ApiClient } from '../../support/ApiClient.ts';

/** As it is read over REST; its shape is checked where the contracts are. */
export type Row = Readonly<Record<string, unknown>>;

/** @returns null: it is not there. @throws when it is refused: two refusals look alike, whatever has changed */
export async function readStored(
  url: string,
  path: string,
  token: string | undefined,
): Promise<Row | null> {
  const { status, body, text } = await new ApiClient(url).send('GET', path, { token });
  if (status === 404) return null;
  if (status >= 400) throw new Error(`${path}: ${status} ${text}`);
  // As said above.
  return body.data as Row;
}

export async function readItems(
  url: string,
  path: string,
  token: string | undefined,
): Promise<readonly Row[]> {
  const page = await readStored(url, `${path}?pageSize=100`, token);
  // What every page has.
  return (page?.items ?? []) as readonly Row[];
}
