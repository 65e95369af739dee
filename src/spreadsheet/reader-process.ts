/** The process that `read-apart.ts` starts: reads one spreadsheet, says what it holds, and waits to be ended. */
import type { Reading } from './read-apart.ts';
import { readSpreadsheet } from './read-spreadsheet.ts';

process.once('message', message => {
  const { bytes, limits } = message as Reading;
  process.send?.(readSpreadsheet(bytes, limits));
});
