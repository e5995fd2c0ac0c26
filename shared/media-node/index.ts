export { Emitter } from './Emitter.ts';
export { MediaNode } from './MediaNode.ts';
export { PortInUseError } from './PortInUseError.ts';
