import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { dropForeignLocales } from './build/client/dropForeignLocales.ts';
import { firstPaintBudget } from './build/client/firstPaint.ts';
import { precompress } from './build/client/precompress.ts';

const root = import.meta.dirname;
/**
 * `npm run dev` serves the client and passes the rest on to a server started beside it, with the `Host` as it
 * was: the server refuses requests whose origin is not the host that was asked.
 */
const SERVER_PROXY = {
  target: `http://localhost:${process.env.PARLEY_PORT ?? '8080'}`,
  changeOrigin: false,
  ws: true,
};

/** One build per runtime: `vite build --mode web | app | preload | main`. */
export default defineConfig(({ mode }) => {
  switch (mode) {
    case 'preload':
      return shellConfig('preload', 'cjs');
    case 'main':
      return shellConfig('main', 'es');
    case 'app':
      return clientConfig('dist/client-app', []);
    default:
      return clientConfig('dist/client-web', [firstPaintBudget(), precompress()]);
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
        // Not all of /api: the sources of the client have a folder of that name.
        '^/api/(?:v1|docs|openapi)': SERVER_PROXY,
        '/health': SERVER_PROXY,
        '/socket.io': SERVER_PROXY,
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
