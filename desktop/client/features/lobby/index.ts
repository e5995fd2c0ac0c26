export { ClosedDoorPage } from './ClosedDoorPage.tsx';
export { DevicePicker } from './devices/DevicePicker.tsx';
export { DeviceProblems, ProblemBanner } from './devices/DeviceProblems.tsx';
export { doorOfLobby, doorOfRefusal, type Refusal } from './door.ts';
export { Lobby } from './Lobby.tsx';
export { LobbyWait } from './LobbyWait.tsx';
export { readChoices, writeChoices } from './rememberedChoices.ts';
