export { createSignaling, type Signaling } from './createSignaling.ts';
