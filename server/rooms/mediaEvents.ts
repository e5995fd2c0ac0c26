import type { Media } from '../media/index.ts';
import type { ParticipantChange } from './Roster.ts';
import type { Rooms } from './Rooms.ts';

interface Of {
  roomId: string;
  peerId: string;
}

/** Carries what media says to the people whom it concerns. */
export function routeMediaEvents(media: Pick<Media, 'on'>, rooms: Rooms): void {
  const place = ({ roomId, peerId }: Of) => {
    const room = rooms.get(roomId);
    const seat = room?.seats.get(peerId);
    return room && seat ? { room, seat } : null;
  };
  const tell = (of: Of) => place(of)?.seat.connection;
  const tellOfConsumers = (of: Of) => (place(of)?.seat.mediaOpenings === 0 ? tell(of) : undefined);

  media.on('consumersAdded', (event) =>
    tellOfConsumers(event)?.emit('media:consumersAdded', { consumers: event.consumers }),
  );
  media.on('consumersClosed', (event) =>
    tellOfConsumers(event)?.emit('media:consumersClosed', { consumerIds: event.consumerIds }),
  );
  media.on('layerChanged', ({ consumerId, spatialLayer, ...of }) =>
    tellOfConsumers(of)?.emit('media:layerChanged', { consumerId, spatialLayer }),
  );
  media.on('consumerHeld', ({ consumerId, reason, ...of }) =>
    tellOfConsumers(of)?.emit('media:consumerHeld', { consumerId, reason }),
  );
  media.on('layersWanted', ({ producerId, maxSpatialLayer, ...of }) =>
    tell(of)?.emit('media:layersWanted', { producerId, maxSpatialLayer }),
  );
  media.on('producerClosed', ({ producerId, source, ...of }) =>
    tell(of)?.emit('media:producerClosed', { producerId, source }),
  );
  media.on('sourcesChanged', ({ isMicOn, isCameraOn, isSharing, ...of }) => {
    const found = place(of);
    if (!found) return;
    const { room, seat } = found;
    const before = seat.sources;
    seat.sources = { isMicOn, isCameraOn, isSharing };
    const change: ParticipantChange = {};
    if (before.isMicOn !== isMicOn) change.isMicOn = isMicOn;
    if (before.isCameraOn !== isCameraOn) change.isCameraOn = isCameraOn;
    if (before.isSharing !== isSharing) change.isSharing = isSharing;
    if (Object.keys(change).length > 0) room.change(seat, change);
  });
  media.on('activeSpeakerChanged', ({ roomId, peerId }) => {
    const room = rooms.get(roomId);
    if (!room) return;
    room.activeSpeakerId = peerId;
    room.broadcast('media:activeSpeakerChanged', { participantId: peerId });
  });
  media.on('qualityChanged', ({ roomId, qualities }) =>
    rooms.get(roomId)?.broadcast('media:qualityChanged', {
      qualities: qualities.map(({ peerId, quality }) => ({ participantId: peerId, quality })),
    }),
  );
  media.on('roomReset', ({ roomId }) => rooms.get(roomId)?.broadcast('media:reset', {}));
  media.on('peerReset', (of) => tell(of)?.emit('media:reset', {}));
}
