import type { z } from 'zod';
import type { RouteName, routes } from '../../../shared/contracts/index.ts';

type Routes = typeof routes;

type ParamsOf<R> = R extends { params: infer S extends z.ZodType }
  ? { params: z.input<S> }
  : unknown;
type QueryOf<R> = R extends { query: infer S extends z.ZodType } ? { query?: z.input<S> } : unknown;
type BodyOf<R> = R extends { body: infer S extends z.ZodType }
  ? undefined extends z.input<S>
    ? { body?: z.input<S> }
    : { body: z.input<S> }
  : unknown;
type FileOf<R> = R extends { upload: object } ? { file: Blob } : unknown;

/** What a route takes: `{params, query, body, file}` as far as its contract has them. */
export type RouteInput<Name extends RouteName> = ParamsOf<Routes[Name]> &
  QueryOf<Routes[Name]> &
  BodyOf<Routes[Name]> &
  FileOf<Routes[Name]>;

/** What a route answers, parsed. */
export type RouteOutput<Name extends RouteName> = Routes[Name] extends {
  response: infer S extends z.ZodType;
}
  ? z.output<S>
  : never;

/** Routes that answer with JSON; the others are addresses for `src`. */
export type CallableRoute = {
  [Name in RouteName]: Routes[Name] extends { response: z.ZodType } ? Name : never;
}[RouteName];

/** The input may be left out where everything in it is optional. */
export type CallArguments<Name extends RouteName> =
  Record<never, never> extends RouteInput<Name>
    ? [input?: RouteInput<Name>]
    : [input: RouteInput<Name>];

type Primitive = string | number | boolean | undefined;

/** The same, as the code that builds requests sees it. */
export interface LooseInput {
  params?: Readonly<Record<string, Primitive>>;
  query?: Readonly<Record<string, Primitive>>;
  body?: unknown;
  file?: Blob;
}
