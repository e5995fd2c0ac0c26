export { ScreenPicker } from './ScreenPicker.tsx';
