import type { Bundle } from '../start/buildBundle.ts';
import { DESKTOP_APP, ensureBundle, WEB_CLIENT } from '../start/buildBundle.ts';
import { SetupError } from '../system/SetupError.ts';
import type { Suite, SuiteContext } from './suite.ts';

/** Everything that Vite makes, each a test: the browsers and the desktop app are then tried with what is built from now. */
export function bundles(): Suite {
  return {
    name: 'bundles',
    run: async (context) => {
      const counts = { passed: 0, failed: 0, skipped: [] };
      for (const bundle of [WEB_CLIENT, ...DESKTOP_APP]) {
        if (await canBuild(bundle, context)) counts.passed += 1;
        else counts.failed += 1;
      }
      return { exitCode: counts.failed === 0 ? 0 : 1, timedOut: false, counts };
    },
  };
}

async function canBuild(bundle: Bundle, context: SuiteContext): Promise<boolean> {
  try {
    await ensureBundle(bundle, context);
    return true;
  } catch (error) {
    if (!context.signal.aborted && !(error instanceof SetupError)) throw error;
    return false;
  }
}
