/**
 * The one web server: sessions, forms, limits, headers, files. What a page says and who is behind a session is left to the rooms that
 * hand in their routes.
 */
export { type Asset, loadAsset } from './assets.ts';
export type { Limits } from './limits.ts';
export type { Answer, Answered, Probe, Problem, ProblemPage, Route, Unsent, Visit } from './route.ts';
export { createServer, type Server, type ServerParts } from './server.ts';
