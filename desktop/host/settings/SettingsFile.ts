import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { toServerOrigin } from './serverOrigin.ts';

const settings = z.object({
  serverUrl: z
    .string()
    .nullable()
    .default(null)
    .transform((url) => (url === null ? null : toServerOrigin(url))),
  window: z
    .object({
      x: z.int().optional(),
      y: z.int().optional(),
      width: z.int().min(320),
      height: z.int().min(320),
      isMaximized: z.boolean(),
    })
    .nullable()
    .default(null),
});
export type Settings = z.infer<typeof settings>;

/** What the app remembers of this computer: one small JSON file, written whole or not at all. */
export class SettingsFile {
  readonly #path: string;
  readonly #onWriteError: (cause: unknown) => void;
  #settings: Settings;
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string, current: Settings, onWriteError: (cause: unknown) => void) {
    this.#path = path;
    this.#onWriteError = onWriteError;
    this.#settings = current;
  }

  /**
   * A missing or damaged file gives the defaults: settings are never worth a failed start.
   * @param onWriteError a change could not be kept (a full disk, a folder that is read-only)
   */
  static async open(
    path: string,
    onWriteError: (cause: unknown) => void = () => {},
  ): Promise<SettingsFile> {
    return new SettingsFile(path, await read(path), onWriteError);
  }

  get(): Settings {
    return this.#settings;
  }

  /** Never rejects. Resolves when the change is on disk; one that could not be written holds until the app ends. */
  change(change: Partial<Settings>): Promise<void> {
    this.#settings = { ...this.#settings, ...change };
    this.#writing = this.#writing.then(() => this.#write()).catch(this.#onWriteError);
    return this.#writing;
  }

  async #write(): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    const draft = `${this.#path}.new`;
    await writeFile(draft, `${JSON.stringify(this.#settings, null, 2)}\n`, { mode: 0o600 });
    await rename(draft, this.#path);
  }
}

async function read(path: string): Promise<Settings> {
  try {
    return settings.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    // Not there yet, or cut short by a crash of another program: start afresh.
    return settings.parse({});
  }
}
