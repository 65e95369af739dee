/**
 * Grievances: what people report becomes a case with a number; handlers pull cases from a queue and work on them against two clocks; nothing is
 * closed but by a call of somebody else, or by whoever reported it. How people are spoken to, and how rows are kept, is left to others.
 */

export { type Hearing, whoHears } from './danger-alarm.ts';
export { createGrievances } from './grievances.ts';
export type { GrievanceParts, GrievanceVoice, Kind } from './parts.ts';
export type { Grievances } from './service.ts';
