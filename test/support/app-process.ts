/**
 * The whole app in a process of its own, as its environment says. Limits of persons are off: those who measure ask more than people do.
 */
import { createApp } from '../../src/app.ts';
import { config } from '../../src/config.ts';
import { onStop, say } from './process.ts';

const unlimited = { burst: Number.POSITIVE_INFINITY, perSecond: 1 };
const app = createApp(config(), { chatLimits: { person: unlimited, staff: unlimited, group: unlimited } });
onStop(() => app.stop());
await app.start();
say('started');
