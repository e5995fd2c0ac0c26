import { accountRoutes } from './accounts.ts';
import { meetingRoutes } from './meetings.ts';

export * from './accounts.ts';
export * from './common.ts';
export * from './media.ts';
export * from './meetings.ts';
export * from './rest.ts';
export * from './signaling.ts';

/** Every REST route of the product: HTTP server, OpenAPI and client are made from this table. */
export const routes = { ...accountRoutes, ...meetingRoutes } as const;
export type RouteName = keyof typeof routes;
