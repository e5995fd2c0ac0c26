import { z } from 'zod';
import { request } from './socket.ts';

/**
 * The one door between the client and the desktop shell: `window.parley`, made by the preload
 * script. Calls go to the main process and are parsed there; events come from it.
 */
const none = z.null();

/** An origin, such as `https://meet.example.org` or `http://localhost:8080`; nothing behind it. */
const serverUrl = z
  .string()
  .max(2048)
  .regex(/^https?:\/\/[^/?#\s@]+$/, 'Enter an address such as https://meet.example.org.');

const screenSource = z.object({
  id: z.string().max(256),
  name: z.string(),
  kind: z.enum(['screen', 'window']),
  /** PNG as a data URL; empty where the system gives none. */
  thumbnail: z.string(),
});
export type ScreenSource = z.infer<typeof screenSource>;

export const bridgeCalls = {
  'app:getInfo': request(
    z.object({}),
    z.object({ version: z.string(), platform: z.enum(['win32', 'darwin', 'linux']) }),
  ),
  /** null until somebody has said where the organisation's server is. */
  'server:getUrl': request(z.object({}), z.string().nullable()),
  /** Saved, and the window is loaded anew with the server in its content security policy. */
  'server:setUrl': request(z.object({ url: serverUrl.nullable() }), none),
  /** For the server that the page was loaded with; refused when it is no longer the app's server. */
  'secrets:loadRefreshToken': request(z.object({ serverUrl }), z.string().nullable()),
  'secrets:saveRefreshToken': request(
    z.object({ serverUrl, token: z.string().max(512).nullable() }),
    none,
  ),
  /** Opens a web or mail link in the system's own program. */
  'app:openExternal': request(z.object({ url: z.string().max(2048) }), none),
  /** While in a meeting the computer stays awake and closing the window only hides it. */
  'app:setInMeeting': request(z.object({ isInMeeting: z.boolean() }), none),
  /** Answers a `screen:sourcesOffered`; null: the user shares nothing after all. */
  'screen:choose': request(
    z.object({
      requestId: z.uuid(),
      sourceId: z.string().max(256).nullable(),
      withAudio: z.boolean(),
    }),
    none,
  ),
} as const;

export type BridgeCallName = keyof typeof bridgeCalls;
export type BridgeInput<N extends BridgeCallName> = z.output<(typeof bridgeCalls)[N]['input']>;
export type BridgeOutput<N extends BridgeCallName> = z.output<(typeof bridgeCalls)[N]['output']>;

export const bridgeEvents = {
  /**
   * A `parley://` link or an opened https link; `path` is a route of the client, `/m/abc-defg-hjk`.
   * `offeredServerUrl` only while no server is chosen: the user may take it, and the path is then
   * opened in the page that is loaded anew.
   */
  'app:deepLinkOpened': z.object({ path: z.string(), offeredServerUrl: serverUrl.nullable() }),
  /** The client asked for a screen: show these and answer with `screen:choose`. */
  'screen:sourcesOffered': z.object({
    requestId: z.uuid(),
    sources: z.array(screenSource),
    canShareAudio: z.boolean(),
  }),
} as const;

export type BridgeEventName = keyof typeof bridgeEvents;
export type BridgeEvent<N extends BridgeEventName> = z.output<(typeof bridgeEvents)[N]>;

/** `window.parley`; absent in a browser. */
export interface ParleyBridge {
  getInfo(): Promise<BridgeOutput<'app:getInfo'>>;
  getServerUrl(): Promise<string | null>;
  setServerUrl(url: string | null): Promise<null>;
  loadRefreshToken(serverUrl: string): Promise<string | null>;
  saveRefreshToken(serverUrl: string, token: string | null): Promise<null>;
  openExternal(url: string): Promise<null>;
  setInMeeting(isInMeeting: boolean): Promise<null>;
  chooseScreen(choice: BridgeInput<'screen:choose'>): Promise<null>;
  /** @returns unsubscribes */
  onDeepLink(listener: (event: BridgeEvent<'app:deepLinkOpened'>) => void): () => void;
  /** @returns unsubscribes */
  onScreenSources(listener: (event: BridgeEvent<'screen:sourcesOffered'>) => void): () => void;
}
