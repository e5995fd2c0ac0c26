import type { Joined, Resumed } from '../../shared/contracts/index.ts';
import { SlidingWindow } from '../../shared/domain/slidingWindow.ts';
import { AppError } from '../../shared/errors.ts';
import type { Entry, JoiningClient, Rooms, RoomSession } from '../rooms/index.ts';
import type { Answer, Handlers } from './bindHandlers.ts';
import type { IdleLimit } from './IdleLimit.ts';

/** What one socket is to the rooms; `session` is what it has joined, one at a time [J7]. */
export interface Client extends JoiningClient {
  session: RoomSession | null;
  idleLimit: Pick<IdleLimit, 'start' | 'stop'>;
}

/** [R4] */
const ENTRIES = { count: 10, windowMs: 10_000 } as const;

const DONE = { data: null } as const;

/** The whole protocol as a table: each request to what the session does [R5]. */
export function createHandlers(client: Client, rooms: Pick<Rooms, 'join' | 'resume'>): Handlers {
  const session = (): RoomSession => {
    if (client.session?.isCurrent) return client.session;
    throw new AppError('not_in_meeting', 'Join a meeting first.');
  };
  const entries = new SlidingWindow(ENTRIES.count, ENTRIES.windowMs);
  const enter = async <T extends Joined | Resumed>(
    begin: () => Promise<Entry<T>>,
  ): Promise<Answer<T>> => {
    if (!entries.take(performance.now())) {
      throw new AppError('rate_limited', 'Too many tries. Wait a few seconds, then try again.', {
        retryAfterSeconds: 5,
      });
    }
    client.idleLimit.stop();
    try {
      const { finish } = await begin();
      return { finish: () => settle(finish) };
    } catch (error) {
      throw refused(error);
    }
  };
  /** Whoever was refused, at once or at the last moment, has the usual time for another try [P4]. */
  const refused = (error: unknown): unknown => {
    if (!client.session) client.idleLimit.start();
    return error;
  };
  const finishOrRefuse = <T>(finish: Entry<T>['finish']): ReturnType<Entry<T>['finish']> => {
    try {
      return finish();
    } catch (error) {
      throw refused(error);
    }
  };
  const settle = <T>(finish: Entry<T>['finish']): T => {
    const before = client.session;
    const entered = finishOrRefuse(finish);
    client.session = entered.session;
    // [J7]; only now, so that a join that is refused loses nothing.
    if (before?.isCurrent && before.seat !== entered.session.seat) before.leave(false);
    return entered.answer;
  };
  const does = (act: (session: RoomSession) => Promise<void> | void) => async () => {
    await act(session());
    return DONE;
  };
  return {
    'connection:check': () => Promise.resolve(DONE),
    'meeting:join': (input) => enter(() => rooms.join(client, input)),
    'meeting:resume': (input) => enter(() => rooms.resume(client, input)),
    'meeting:leave': ({ mayReturn }) =>
      does((s) => {
        client.session = null;
        client.idleLimit.start();
        s.leave(mayReturn);
      })(),
    'meeting:setLocked': ({ isLocked }) => does((s) => s.setLocked(isLocked))(),
    'meeting:end': () => does((s) => s.end())(),
    'meeting:muteAll': () => does((s) => s.muteAll())(),
    'participant:raiseHand': ({ isRaised }) => does((s) => s.raiseHand(isRaised))(),
    'participant:react': ({ emoji }) => does((s) => s.react(emoji))(),
    'participant:rename': ({ displayName }) => does((s) => s.rename(displayName))(),
    'participant:mute': (input) => does((s) => s.mute(input))(),
    'participant:askToUnmute': ({ participantId }) => does((s) => s.askToUnmute(participantId))(),
    'participant:remove': ({ participantId }) => does((s) => s.remove(participantId))(),
    'participant:setRole': (input) => does((s) => s.setRole(input))(),
    'participant:lowerHand': ({ participantId }) => does((s) => s.lowerHand(participantId))(),
    'chat:sendMessage': async (input) => ({ data: await session().sendChat(input) }),
    'chat:listMessages': async ({ beforeId }) => ({ data: await session().listChat(beforeId) }),
    'media:open': async (offer) => ({ finish: await session().openMedia(offer) }),
    'media:connectTransport': (input) => does((s) => s.connectTransport(input))(),
    'media:restartIce': async () => ({ data: await session().restartIce() }),
    'media:produce': async (input) => ({ data: await session().produce(input) }),
    'media:setProducerPaused': (input) => does((s) => s.setProducerPaused(input))(),
    'media:setProducerHeld': (input) => does((s) => s.setProducerHeld(input))(),
    'media:closeProducer': ({ producerId }) => does((s) => s.closeProducer(producerId))(),
    'media:resumeConsumers': ({ consumerIds }) => does((s) => s.resumeConsumers(consumerIds))(),
    'media:setViews': (input) => does((s) => s.setViews(input))(),
  };
}
