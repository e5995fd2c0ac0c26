export { AddressCap } from './AddressCap.ts';
