export { Emitter } from './Emitter.ts';
export { MediaNode } from './MediaNode.ts';
export type { MediaNodeOptions } from './MediaNode.ts';
export type { NodeLog } from './NodeLog.ts';
export { PortInUseError } from './PortInUseError.ts';
