export {
  type Carried,
  ClientPath,
  type ClientPathOptions,
  type MediaDetour,
} from './ClientPath.ts';
export { type Conditions } from './Link.ts';
export { seededRandom } from './seededRandom.ts';
export { steerMedia } from './steerMedia.ts';
