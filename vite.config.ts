import { readdir, readFile, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

const root = import.meta.dirname;
const COMPRESSIBLE = /\.(?:js|css|html|svg|json|webmanifest)$/;

/** One build per runtime: `vite build --mode web | app | preload | main`. */
export default defineConfig(({ mode, command }) => {
  switch (mode) {
    case 'preload':
      return shellConfig('preload', 'cjs');
    case 'main':
      return shellConfig('main', 'es');
    case 'app':
      return clientConfig('dist/client-app', []);
    default:
      return clientConfig('dist/client-web', command === 'build' ? [precompress()] : []);
  }
});

/** The renderer: served by the server at `/` (web), or loaded by Electron from `app://parley/` (app). */
function clientConfig(outDir: string, plugins: Plugin[]): UserConfig {
  return {
    root: resolve(root, 'desktop/client'),
    publicDir: resolve(root, 'resources/public'),
    base: '/',
    plugins: [react(), dropForeignLocales(), ...plugins],
    build: {
      outDir: resolve(root, outDir),
      emptyOutDir: true,
      target: 'es2023',
      // Browsers that know light-dark(): its fallback resolves at :root, and the dark stage would turn light.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      // The policy of the page allows no inline data but images: small assets stay files.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rolldownOptions: {
        treeshake: {
          // A door (index.ts) must not drag every component behind it into the first chunk.
          moduleSideEffects: [{ test: /\/desktop\/client\/.*\/index\.ts$/, sideEffects: false }],
        },
      },
    },
    server: {
      port: 5173,
      proxy: {
        '/api': 'http://localhost:8080',
        '/health': 'http://localhost:8080',
        '/socket.io': { target: 'http://localhost:8080', ws: true },
      },
    },
  };
}

/** The thin Electron shell. A sandboxed preload script must be one CommonJS file. */
function shellConfig(entry: 'main' | 'preload', format: 'es' | 'cjs'): UserConfig {
  return {
    root,
    publicDir: false,
    build: {
      outDir: resolve(root, 'dist/desktop'),
      // main and preload share the folder: the second build must not empty what the first made.
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      lib: {
        entry: resolve(root, `desktop/electron/${entry}.ts`),
        formats: [format],
        fileName: () => (format === 'cjs' ? `${entry}.cjs` : `${entry}.js`),
      },
      rolldownOptions: {
        external: ['electron', /^keytar(\/|$)/, /^node:/, ...builtinModules],
        output: { codeSplitting: false },
      },
    },
    ssr: { noExternal: true },
  };
}

/** react-aria speaks 34 languages; those that Parley does not speak would be a tenth of the first load. */
function dropForeignLocales(): Plugin {
  const foreign =
    /\/react-(?:aria|stately|aria-components)\/.*\/intl\/.*\/(?!en-US|zh-CN)[a-z]{2}-[A-Z]{2}\.mjs$/;
  return {
    name: 'parley-drop-foreign-locales',
    load: { filter: { id: foreign }, handler: () => 'export default {};' },
  };
}

/**
 * Puts a .br and a .gz beside every text file, so that the server never compresses while it serves. Done with
 * what was written: until then other plugins still change the code.
 */
function precompress(): Plugin {
  const toGzip = promisify(gzip);
  const toBrotli = promisify(brotliCompress);
  return {
    name: 'parley-precompress',
    apply: 'build',
    async writeBundle({ dir }) {
      if (dir === undefined) return;
      for (const file of await readdir(dir, { recursive: true })) {
        if (!COMPRESSIBLE.test(file)) continue;
        const path = resolve(dir, file);
        const source = await readFile(path);
        const brotli = await toBrotli(source, {
          params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
        });
        await writeFile(`${path}.br`, brotli);
        await writeFile(`${path}.gz`, await toGzip(source));
      }
    },
  };
}
