export { SettingsFile, type Settings } from './SettingsFile.ts';
export { toServerOrigin } from './serverOrigin.ts';
