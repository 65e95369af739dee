/**
 * The one web server: sessions, forms, limits, headers, files, and an API's endpoints. What a page or an endpoint says and who is behind a session or a
 * token is left to the rooms that hand in their routes.
 */
export type { ApiLimits } from './admission.ts';
export { type Api, createApi } from './api.ts';
export { type Asset, loadAsset } from './assets.ts';
export { type Endpoint, endpointFor, type ProblemParams } from './endpoint.ts';
export type { Limits } from './limits.ts';
export type { SentFile } from './multipart.ts';
export { type ProblemWords, REQUEST_STATUS } from './problem.ts';
export type { Answer, Answered, Hook, Probe, Problem, ProblemPage, Route, Unsent, Visit } from './route.ts';
export { createServer, type Server, type ServerParts } from './server.ts';
