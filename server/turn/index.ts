export { coturnConfig, isTurnUrl, type CoturnOptions } from './coturnConfig.ts';
export { createIceServers } from './createIceServers.ts';
export { deriveTurnSecret } from './turnSecret.ts';
