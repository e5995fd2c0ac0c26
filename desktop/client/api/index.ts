export { Api } from './Api.ts';
export { ApiProvider, useApi, useSession, useUser } from './ApiContext.tsx';
export { createApi } from './createApi.ts';
export { probeServer, type ServerProbe } from './probeServer.ts';
export type { RouteInput, RouteOutput } from './routeTypes.ts';
export type { SessionState } from './sessionState.ts';
export { useLoad, type Load } from './useLoad.ts';
export { useSubmit, type Submission } from './useSubmit.ts';
