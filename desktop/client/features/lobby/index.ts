export { type Refusal } from './door.ts';
