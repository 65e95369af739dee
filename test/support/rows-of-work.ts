/** Rows about work, for tests of what looks after the database as a whole: sealed as the stores seal them. */
import type { Database } from '../../src/storage/database.ts';

const at = '2026-11-22T04:00:00.000Z';
const home = { region: 'guizhou', county: '黔西市', settlement: 's_1' };
const who = { channel: 'web', account: 'anjia', chat: 'c1', person: 'p1' };

/** Fills every table about work. */
export async function fillWork({ db, sealer }: Database): Promise<void> {
  const seal = (column: string, text: string) => sealer.seal(column, text);
  await db
    .insertInto('posting')
    .values({
      id: 'j_1',
      ...home,
      state: 'open',
      record: seal('posting.record', '{"job":{"title":"缝纫工"}}'),
      digest: 'd1',
      valid_until: '2026-11-22',
      added_at: at,
      import: null,
      version: 1,
    })
    .execute();
  await db
    .insertInto('posting_import')
    .values({ id: 'm_1', ...home, by_actor: 'p_1', at, state: 'done', report: seal('posting_import.report', '{}') })
    .execute();
  await db
    .insertInto('job_wish')
    .values({ id: 'w_1', ...who, ...home, state: 'active', record: seal('job_wish.record', '{"wants":{}}'), updated_at: at })
    .execute();
  await db.insertInto('job_match').values({ wish: 'w_1', posting: 'j_1', score: 40, reasons: '[]', found_at: at }).execute();
  await db
    .insertInto('placement')
    .values({
      id: 'k_1',
      ...who,
      ...home,
      household: 'h_1',
      member: 'm1',
      posting: 'j_1',
      state: 'interested',
      record: seal('placement.record', '{"name":"王大姐"}'),
      begun_on: '2026-11-22',
      next_on: '2026-11-29',
      updated_at: at,
    })
    .execute();
  await db
    .insertInto('training')
    .values({
      id: 'x_1',
      ...home,
      state: 'open',
      record: seal('training.record', '{"title":"缝纫培训班"}'),
      closes_on: '2026-11-22',
      at,
      version: 1,
    })
    .execute();
  await db
    .insertInto('training_signup')
    .values({
      training: 'x_1',
      ...who,
      settlement: 's_1',
      household: 'h_1',
      member: 'm1',
      record: seal('training_signup.record', '{"name":"王大姐"}'),
      state: 'signed-up',
      at,
    })
    .execute();
  await db
    .insertInto('webhook')
    .values({
      id: 'y_1',
      url: seal('webhook.url', 'https://example.com/hook'),
      secret: seal('webhook.secret', 'anjia_hook_x'),
      events: '[]',
      scope: 'all',
      by_actor: 'p_1',
      at,
      ended_at: at,
    })
    .execute();
  await db.insertInto('webhook_call').values({ webhook: 'y_1', event: 'ping', body: '{}', at, done_at: at }).execute();
}
