import { PROTOCOL_VERSION } from '../../../shared/contracts/index.ts';
import { UnreachableError } from './errors.ts';
import { RestClient } from './RestClient.ts';

export type ServerProbe = 'ok' | 'unreachable' | 'notParley' | 'otherVersion';

/** Asks an address whether a Parley server of our version is there. Never rejects. */
export async function probeServer(origin: string): Promise<ServerProbe> {
  const rest = new RestClient({
    serverUrl: () => origin,
    fetch: (input, init) => fetch(input, init),
  });
  try {
    const info = await rest.send('serverInfo', {});
    return info.protocolVersion === PROTOCOL_VERSION ? 'ok' : 'otherVersion';
  } catch (error) {
    return error instanceof UnreachableError ? 'unreachable' : 'notParley';
  }
}
