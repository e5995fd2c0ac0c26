import type { NodeCommand, NodeCommandInput, NodeCommandOutput } from '../contracts/mediaNode.ts';
import type { NodeRoom } from './NodeRoom.ts';
import { found } from './refusal.ts';

export type CommandHandlers = {
  [C in NodeCommand]: (input: NodeCommandInput<C>) => Promise<NodeCommandOutput<C>>;
};

interface InRoom {
  roomId: string;
}

export interface RoomsOfNode {
  open: (roomId: string, label: string | null) => Promise<void>;
  list: () => { roomId: string; label: string | null }[];
  labelOf: (roomId: string) => string | null;
  find: (roomId: string) => Promise<NodeRoom> | undefined;
  close: (roomId: string) => Promise<void>;
}

/** Total: a command without a handler does not compile. */
export function createCommandHandlers(rooms: RoomsOfNode): CommandHandlers {
  const roomOf = ({ roomId }: InRoom) => found(rooms.find(roomId), 'room');
  const act = async (input: InRoom, action: (room: NodeRoom) => Promise<void>): Promise<null> => {
    await action(await roomOf(input));
    return null;
  };
  const end = async ({ roomId }: InRoom, action: (room: NodeRoom) => void): Promise<null> => {
    const room = await rooms.find(roomId);
    if (room) action(room);
    return null;
  };
  return {
    'node:describe': () => Promise.resolve({ rooms: rooms.list() }),
    'room:describe': async (input) => {
      const room = await roomOf(input);
      return { label: rooms.labelOf(input.roomId), ...room.describe() };
    },
    'transport:describe': async (input) => ({
      consumers: (await roomOf(input)).describeConsumers(input.transportId),
    }),
    'room:open': async ({ roomId, label }) => {
      await rooms.open(roomId, label ?? null);
      return null;
    },
    'room:close': async ({ roomId }) => {
      await rooms.close(roomId);
      return null;
    },
    'transport:open': async (input) => (await roomOf(input)).openTransport(input),
    'transport:label': (input) =>
      act(input, (room) => {
        room.transport(input.transportId).label = input.label;
        return Promise.resolve();
      }),
    'transport:connect': (input) =>
      act(input, (room) => room.transport(input.transportId).connect(input.dtlsParameters)),
    'transport:restartIce': async (input) =>
      (await roomOf(input)).transport(input.transportId).restartIce(),
    'transport:close': (input) => end(input, (room) => room.closeTransport(input.transportId)),
    'producer:open': async (input) => (await roomOf(input)).produce(input),
    'producer:pause': (input) =>
      act(input, (room) => room.setProducerPaused(input.producerId, true)),
    'producer:resume': (input) =>
      act(input, (room) => room.setProducerPaused(input.producerId, false)),
    'producer:close': (input) => end(input, (room) => room.closeProducer(input.producerId)),
    'consumer:open': async (input) =>
      (await roomOf(input)).consume(input.transportId, input.producerId),
    'consumer:resume': (input) =>
      act(input, (room) => room.resumeConsumer(input.consumerId, input.isTry ?? false)),
    'consumer:pause': (input) => act(input, (room) => room.pauseConsumer(input.consumerId)),
    'consumer:preferLayer': (input) =>
      act(input, (room) => room.preferLayer(input.consumerId, input.spatialLayer)),
    'consumer:requestKeyFrame': (input) =>
      act(input, (room) => room.requestKeyFrame(input.consumerId)),
    'consumer:setPriority': (input) =>
      act(input, (room) => room.setPriority(input.consumerId, input.priority)),
  };
}
