import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { locateMediasoup } from './mediasoupPackage.ts';
import { prepareSources } from './prepareSources.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'parley-sources-'));
});
afterEach(() => rm(directory, { recursive: true }));

describe('prepareSources', () => {
  it('leaves nothing that Meson could download, and does not touch the package', async () => {
    const { workerDir } = locateMediasoup();
    const target = path.join(directory, 'sources');
    await prepareSources(workerDir, target);

    const subprojects = await readdir(path.join(target, 'subprojects'));
    expect(subprojects).toContain('libsrtp3');
    expect(subprojects.filter((name) => name.endsWith('.wrap'))).toEqual([]);
    const patched = await readFile(path.join(target, 'src/RTC/DtlsTransport.cpp'), 'utf8');
    const original = await readFile(path.join(workerDir, 'src/RTC/DtlsTransport.cpp'), 'utf8');
    expect(patched).toContain('((operationType & BIO_CB_RETURN) != 0)');
    expect(original).not.toContain('((operationType & BIO_CB_RETURN) != 0)');
  });
});
