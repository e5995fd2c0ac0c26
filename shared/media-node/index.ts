export { Emitter } from './Emitter.ts';
export { ListenError } from './link/listenAt.ts';
export { NodeHost } from './link/NodeHost.ts';
export { RemoteNode } from './link/RemoteNode.ts';
export { MediaNode } from './MediaNode.ts';
export { PortInUseError } from './PortInUseError.ts';
