/**
 * A connection that keeps some statements ready: to plan them takes longer than to run them, and they are run again and again.
 */
import { Client } from 'pg';

/** What such a statement ends with. SQLite keeps every statement ready, and passes over this. */
export const KEPT_READY = '/* kept ready */';

/** So many different ones are kept ready; others are planned each time. */
const MOST_READY = 100;

/** The names of the statements that are kept ready, on whichever connection. */
const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  if (!names.has(text) && names.size < MOST_READY) names.set(text, `ready_${names.size + 1}`);
  return names.get(text);
}

/** As `Client` is. */
export class ReadyClient extends Client {
  override query = ((...given: readonly unknown[]): unknown => {
    const [text, values] = given;
    const name = typeof text === 'string' && text.endsWith(KEPT_READY) ? nameOf(text) : undefined;
    const asked = name === undefined ? given : [{ name, text, values }, ...given.slice(2)];
    return (super.query as (...asked: readonly unknown[]) => unknown)(...asked);
  }) as Client['query'];
}
