export {
  type Caller,
  type Connection,
  type ConnectionListener,
  type ServerEvent,
  SocketConnection,
} from './connection.ts';
export { ReachableConnection } from './ReachableConnection.ts';
export { askHealth } from './ReachProbe.ts';
export { ConnectionAhead } from './ConnectionAhead.ts';
export { type Refusal, type Seat, type SessionState } from './sessionMachine.ts';
export { SessionRunner } from './SessionRunner.ts';
export { ConnectionLost, connectionLost, toWireError } from './wireErrors.ts';
