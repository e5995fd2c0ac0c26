import { join } from 'node:path';
import { ensureDebianPackages } from './ensureDebianPackages.ts';
import { readOsRelease } from './isDebian.ts';
import { runCommand } from './runCommand.ts';
import { SetupError } from './SetupError.ts';

type Log = (line: string) => void;

/**
 * Beside the browser: `ps`, by which a test finds the media workers that it kills (small images of Debian lack it), and
 * the relay that `npm run turn` runs.
 */
const DEBIAN_PACKAGES = ['chromium', 'procps', 'coturn'];

/**
 * Makes sure that there is a Chromium for the end-to-end tests: Debian's own package there, as its archive is what an
 * office without internet mirrors; Playwright's download elsewhere.
 * @throws {SetupError}
 */
export async function ensureBrowser(root: string, log: Log): Promise<void> {
  // Not its children: what Ubuntu has by that name is a snap, which no test can drive.
  if (readOsRelease().get('ID') === 'debian') return ensureDebianPackages(DEBIAN_PACKAGES, { log });
  const cli = join(root, 'node_modules', 'playwright', 'cli.js');
  // Within a second when it is there already.
  const { code } = await runCommand(process.execPath, [cli, 'install', 'chromium'], {
    onLine: log,
  });
  if (code !== 0) {
    throw new SetupError(
      'Chromium for the end-to-end tests could not be downloaded: run "npx playwright install chromium" where the internet can be reached.',
    );
  }
}
