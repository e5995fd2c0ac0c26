export { BulkClient } from './BulkClient.ts';
export { MediaPath } from './MediaPath.ts';
export { RawSocket } from './RawSocket.ts';
export { Receiver } from './Receiver.ts';
export { keyFrameRequests } from './rtcp.ts';
export { SequenceCounter } from './SequenceCounter.ts';
export { SignalingClient } from './SignalingClient.ts';
export { videoCapabilities, videoParameters } from './videoStream.ts';
