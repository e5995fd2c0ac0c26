import {
  bridgeCalls,
  type BridgeCallName,
  type BridgeInput,
  type BridgeOutput,
} from '../../../shared/contracts/bridge.ts';
import type { SecretStore } from '../../host/secrets/index.ts';
import type { Settings } from '../../host/settings/index.ts';
import type { SystemPort } from '../ports/ports.ts';
import { decideNavigation } from './navigationPolicy.ts';
import type { ScreenPicker } from './ScreenPicker.ts';
import type { Shell } from './Shell.ts';

export type BridgeHandlers = {
  [N in BridgeCallName]: (input: BridgeInput<N>) => Promise<BridgeOutput<N>>;
};

interface BridgeDeps {
  shell: Pick<Shell, 'setServerUrl' | 'setInMeeting'>;
  system: Pick<SystemPort, 'version' | 'platform' | 'openExternal'>;
  settings: { get(): Settings };
  secrets: SecretStore;
  picker: Pick<ScreenPicker, 'handleChoice'>;
}

export function createBridgeHandlers(deps: BridgeDeps): BridgeHandlers {
  const { shell, system, settings, secrets, picker } = deps;
  /** One token for each server. While servers change, a page of the old one gets and leaves nothing. */
  const tokenName = (serverUrl: string) => {
    if (serverUrl !== settings.get().serverUrl) throw new Error('the page is of another server');
    return `refresh-token@${serverUrl}`;
  };
  return {
    'app:getInfo': () => Promise.resolve({ version: system.version, platform: system.platform }),
    'server:getUrl': () => Promise.resolve(settings.get().serverUrl),
    'server:setUrl': async ({ url }) => {
      await shell.setServerUrl(url);
      return null;
    },
    'secrets:loadRefreshToken': async ({ serverUrl }) => secrets.load(tokenName(serverUrl)),
    'secrets:saveRefreshToken': async ({ serverUrl, token }) => {
      if (token === null) await secrets.remove(tokenName(serverUrl));
      else await secrets.save(tokenName(serverUrl), token);
      return null;
    },
    'app:openExternal': async ({ url }) => {
      if (decideNavigation(url) === 'openOutside') await system.openExternal(url);
      return null;
    },
    'app:setInMeeting': ({ isInMeeting }) => {
      shell.setInMeeting(isInMeeting);
      return Promise.resolve(null);
    },
    'screen:choose': (choice) => {
      picker.handleChoice(choice);
      return Promise.resolve(null);
    },
  };
}

/**
 * The single door for calls from the page: parse, then act.
 * @throws when the name is unknown or the input does not fit; the page gets a rejection
 */
export async function handleBridgeCall(
  handlers: BridgeHandlers,
  name: string,
  input: unknown,
): Promise<unknown> {
  if (!isBridgeCallName(name)) throw new Error(`unknown bridge call: ${name.slice(0, 64)}`);
  const parsed = bridgeCalls[name].input.safeParse(input);
  if (!parsed.success) throw new Error(`bad input for ${name}`);
  // As in server/signaling: which input belongs to which handler is stated here, once.
  return (handlers[name] as (input: unknown) => Promise<unknown>)(parsed.data);
}

function isBridgeCallName(name: string): name is BridgeCallName {
  return Object.hasOwn(bridgeCalls, name);
}
