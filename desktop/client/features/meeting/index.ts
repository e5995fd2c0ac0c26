export { MeetingPage } from './MeetingPage.tsx';
