import { pathToFileURL } from 'node:url';
import { net, protocol, type Session } from 'electron';
import { resolveAppFile } from '../shell/appFiles.ts';
import { APP_SCHEME } from '../shell/appOrigin.ts';
import { contentSecurityPolicy } from '../shell/contentSecurityPolicy.ts';

/** Before the app is ready, as Electron asks for. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the bundle below `root` as `app://parley/`, with the security headers of the client. */
export function serveApp(session: Session, root: string, getServerUrl: () => string | null): void {
  session.protocol.handle(APP_SCHEME, async (request) => {
    const file = resolveAppFile(root, request.url);
    if (file === null) return new Response('Not found', { status: 404 });
    const served = await net.fetch(pathToFileURL(file).href).catch(() => null);
    if (!served?.ok) return new Response('Not found', { status: 404 });
    const headers = new Headers(served.headers);
    headers.set('content-security-policy', contentSecurityPolicy(getServerUrl()));
    headers.set('x-content-type-options', 'nosniff');
    return new Response(served.body, { status: 200, headers });
  });
}
