/** `anjia grievance`: reports of residents, at the command line. */
import { defineCommand } from 'citty';

/** The command `grievance`. */
export const grievance = defineCommand({
  meta: { name: 'grievance', description: 'Reads what residents report' },
  subCommands: { classify: () => import('./classify.ts').then(({ classify }) => classify) },
});
