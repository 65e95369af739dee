import type { Log } from '../../src/shared/log.ts';

/** A log whose lines can be read. */
export interface TestLog extends Log {
  readonly lines: string[];
}

export function readableLog(): TestLog {
  const lines: string[] = [];
  const write = (level: string) => (fields: object, event: string) => {
    lines.push(JSON.stringify({ level, event, ...fields }));
  };
  return { lines, debug: write('debug'), info: write('info'), error: write('error') };
}
