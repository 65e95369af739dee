/** Endpoints whose callers are holders of tokens. */
import type { Actor } from '../directory/model.ts';
import { type Endpoint, endpointFor } from '../http/index.ts';

/** Describes an endpoint of the API. */
export const endpoint = endpointFor<Actor>();

/** The endpoints of a subject. */
export type Endpoints = readonly Endpoint<Actor>[];
