export { FallbackSecretStore } from './FallbackSecretStore.ts';
export { KeychainSecretStore } from './KeychainSecretStore.ts';
export type { SecretStore } from './SecretStore.ts';
