export { ClosedDoorPage } from './ClosedDoorPage.tsx';
export { DevicePicker } from './devices/DevicePicker.tsx';
export { DeviceProblems } from './devices/DeviceProblems.tsx';
export { useDeviceSentence } from './devices/useDeviceSentence.ts';
export { doorOfLobby, doorOfRefusal, type Refusal } from './door.ts';
export { Lobby } from './Lobby.tsx';
export { LobbyFrame } from './LobbyFrame.tsx';
export { LobbyWait } from './LobbyWait.tsx';
export { readChoices, writeChoices } from './rememberedChoices.ts';
