/**
 * The doctor looks at everything that keeps the assistant running, and says what to do. What it finds it mends nothing of: that is left to the
 * operator.
 */
export { type Check, type Finding, fault, ok, reasonOf, runChecks } from './check.ts';
export { holidays, knowledge, locales } from './content.ts';
export { databaseChecks, type Inspector, type KeysHere, keys, samples } from './database.ts';
export { address, backups, dataFolder, diskSpace, node, port, timeZone } from './machine.ts';
export { budget, type PlatformInspector, platformChecks } from './platforms.ts';
export { workChecks } from './work.ts';
