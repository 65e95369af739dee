/**
 * Keeps the assistant running: figures and probes for those who watch it, how long records stay, a doctor. What the database holds it is told
 * through ports; when jobs run is the schedule's business.
 */
export { createMetrics, type DatabaseFigures, type Metrics } from './metrics.ts';
export { createProbes } from './probes.ts';
export { type ByKind, endsAt } from './retention.ts';
