import { contextBridge, ipcRenderer } from 'electron';
import type {
  BridgeCallName,
  BridgeEvent,
  BridgeEventName,
  BridgeInput,
  BridgeOutput,
  ParleyBridge,
} from '../../shared/contracts/bridge.ts';

function call<N extends BridgeCallName>(name: N, input: BridgeInput<N>): Promise<BridgeOutput<N>> {
  // ipcRenderer.invoke is untyped; the main process answers by the same contract.
  return ipcRenderer.invoke(name, input) as Promise<BridgeOutput<N>>;
}

function subscribe<N extends BridgeEventName>(
  name: N,
  listener: (event: BridgeEvent<N>) => void,
): () => void {
  const forward = (_event: unknown, payload: BridgeEvent<N>) => listener(payload);
  ipcRenderer.on(name, forward);
  return () => ipcRenderer.off(name, forward);
}

const bridge = {
  getInfo: () => call('app:getInfo', {}),
  getServerUrl: () => call('server:getUrl', {}),
  setServerUrl: (url) => call('server:setUrl', { url }),
  loadRefreshToken: (serverUrl) => call('secrets:loadRefreshToken', { serverUrl }),
  saveRefreshToken: (serverUrl, token) => call('secrets:saveRefreshToken', { serverUrl, token }),
  openExternal: (url) => call('app:openExternal', { url }),
  setInMeeting: (isInMeeting) => call('app:setInMeeting', { isInMeeting }),
  chooseScreen: (choice) => call('screen:choose', choice),
  onDeepLink: (listener) => subscribe('app:deepLinkOpened', listener),
  onScreenSources: (listener) => subscribe('screen:sourcesOffered', listener),
} satisfies ParleyBridge;

contextBridge.exposeInMainWorld('parley', bridge);
