import { z } from 'zod';

/** @public */
export type HttpMethod = 'get' | 'post' | 'put' | 'delete';

/**
 * One route of a plugin.
 *
 * @public
 */
export interface HttpRoute {
  method: HttpMethod;
  /** Below the base of the plugin; parameters in braces: `/releases/{id}`. */
  path: string;
  /** One line, imperative: "List releases, newest first". */
  summary: string;
  params: z.ZodObject;
  query: z.ZodObject;
  /** Absent for routes without a body. */
  body?: z.ZodObject;
  response: z.ZodType;
  /** The media type of the answer, if it is not JSON. Such a route is not served by the contract's own router. */
  responseType?: 'text/plain' | 'text/event-stream';
  /** The status of success. Defaults to 200. */
  status?: 200 | 201 | 202;
}

/** What a caller passes. @public */
export type RouteInput<TRoute extends HttpRoute> = {
  params: z.input<TRoute['params']>;
  query?: z.input<TRoute['query']>;
} & (TRoute extends { body: infer TBody extends z.ZodObject }
  ? { body: z.input<TBody> }
  : { body?: undefined });

/** @public */
export type RouteOutput<TRoute extends HttpRoute> = z.output<
  TRoute['response']
>;
