import type { Socket } from 'socket.io';
import { handshake, PROTOCOL_VERSION } from '../../shared/contracts/index.ts';
import { AppError } from '../../shared/errors.ts';
import type { JoiningUser } from '../rooms/index.ts';

/** [P1]..[P3]: who connects. @returns null for a guest */
export async function authenticateHandshake(
  auth: Socket['handshake']['auth'],
  verify: (accessToken: string) => Promise<JoiningUser>,
): Promise<JoiningUser | null> {
  const parsed = handshake.safeParse(auth);
  if (!parsed.success) {
    throw new AppError('protocol_violation', 'The handshake does not fit this protocol.');
  }
  const { protocolVersion, accessToken } = parsed.data;
  if (protocolVersion !== PROTOCOL_VERSION) {
    throw new AppError(
      'protocol_version',
      protocolVersion < PROTOCOL_VERSION
        ? 'This app is older than the server. Reload the page, or update the app.'
        : 'The server is older than this app. Ask whoever runs it for an update.',
    );
  }
  return accessToken === undefined ? null : verify(accessToken);
}
