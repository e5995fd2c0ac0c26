import { SetupError } from '../system/SetupError.ts';

export type Patch = {
  /** Path inside mediasoup's `worker` folder. */
  file: string;
  /** The exact text to replace; it must occur once and only once. */
  find: string;
  replace: string;
  /** What goes wrong without it. */
  why: string;
};

/** The changes to mediasoup's own sources; everything else the recipe adds beside them. */
export const patches: readonly Patch[] = [
  {
    file: 'meson.build',
    find: "meson_version: '>= 1.1.0',",
    replace: "meson_version: '>= 1.0.0',",
    why: 'Debian 12 has Meson 1.0.1, and the build file uses nothing newer',
  },
  {
    file: 'src/RTC/DtlsTransport.cpp',
    find: '(operationType == BIO_CB_RETURN)',
    replace: '((operationType & BIO_CB_RETURN) != 0)',
    // The callback sees BIO_CB_RETURN together with the operation's own bits. Comparing for
    // equality makes every BIO_ctrl() answer 1, "kernel TLS is active" among them; an OpenSSL built
    // with kernel TLS, as Debian's is, then never allocates the DTLS write buffer.
    why: 'the worker would die of SIGSEGV at the first DTLS handshake',
  },
];

/**
 * @throws SetupError when `source` is not what the patch was written for, so that a new mediasoup
 * version is looked at by a person instead of being built without the patch.
 */
export function applyPatch(source: string, patch: Patch): string {
  const [before, after, ...more] = source.split(patch.find);
  if (before === undefined || after === undefined || more.length > 0) {
    const found = after === undefined ? 'is not there any more' : 'occurs more than once';
    throw new SetupError(
      `mediasoup's worker/${patch.file} has changed: "${patch.find}" ${found} (patched because ${patch.why}); ` +
        'adapt build/worker/patches.ts, or set MEDIASOUP_WORKER_BIN to a worker binary.',
    );
  }
  return before + patch.replace + after;
}
