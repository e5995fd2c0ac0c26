export { SettingsFile, type Settings } from './SettingsFile.ts';
