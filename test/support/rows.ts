/**
 * Rows for tests of what looks after the database as a whole: every table holds some, sealed as the stores seal them.
 */
import type { Database } from '../../src/storage/database.ts';
import type { Sealer } from '../../src/storage/sealing/sealer.ts';
import { fillCases } from './rows-of-cases.ts';
import { fillWork } from './rows-of-work.ts';

const at = '2026-11-22T04:00:00.000Z';

/** A message as the conversation's store writes it. */
export const messageRow = (sealer: Sealer, platformId: string, text: string) => ({
  channel: 'web',
  account: 'anjia',
  platform_id: platformId,
  chat: 'c1',
  chat_kind: 'private' as const,
  person: 'p1',
  text: sealer.seal('message.text', text),
  mentioned: 1,
  received_at: at,
  done_at: at,
  outgoing: sealer.seal('message.outgoing', `[{"text":"${text}"}]`),
});

/** Fills every table: so many messages, and a settlement with everything that hangs on it. */
export async function fillDatabase(database: Database, messages = 1500): Promise<void> {
  const { db, sealer } = database;
  const seal = (column: string, text: string) => sealer.seal(column, text);
  for (let from = 0; from < messages; from += 100) {
    const rows = Array.from({ length: Math.min(100, messages - from) }, (_, i) =>
      messageRow(sealer, `m${from + i}`, `低保 ${from + i}`),
    );
    await db.insertInto('message').values(rows).execute();
  }
  await db
    .insertInto('session')
    .values(
      ['["web","anjia","c1","p1"]', '["web","安家","群","ﬀ"]'].map(key => ({
        key,
        state: seal('session.state', '{}'),
        updated_at: at,
      })),
    )
    .execute();
  const topic = (text: string) => ({ key: sealer.digest('gap.key', text), topic: seal('gap.topic', text) });
  await db
    .insertInto('gap')
    .values({
      region: 'guizhou',
      reason: 'no_answer',
      ...topic('养狗'),
      question: seal('gap.question', '能不能养狗'),
      nearest: null,
      at,
    })
    .execute();
  await db.insertInto('feedback').values({ region: 'guizhou', target: 'guizhou:3.1.4/dibao', useful: 1, at }).execute();
  await db
    .insertInto('settlement')
    .values({
      id: 's_1',
      region: 'guizhou',
      county: '黔西市',
      name: '锦绣社区',
      record: seal('settlement.record', '{}'),
      version: 1,
      updated_at: at,
    })
    .execute();
  await db
    .insertInto('household')
    .values({
      id: 'h_1',
      settlement: 's_1',
      building: '1',
      record: seal('household.record', '{"members":[]}'),
      version: 1,
      updated_at: at,
    })
    .execute();
  const phone = '13800138000';
  await db
    .insertInto('household_key')
    .values({
      household: 'h_1',
      kind: 'phone',
      digest: sealer.digest('household_key.digest.phone', phone),
      value: seal('household_key.value', phone),
    })
    .execute();
  await db
    .insertInto('household_import')
    .values({
      id: 'i_1',
      settlement: 's_1',
      by_actor: 'operator',
      at,
      state: 'done',
      written: 1,
      report: seal('household_import.report', '{}'),
    })
    .execute();
  await db.insertInto('household_before').values({ import: 'i_1', household: 'h_1', record: null, version: 1 }).execute();
  await db
    .insertInto('person')
    .values({ id: 'p_1', name: seal('person.name', '王大姐'), created_at: at })
    .execute();
  await db
    .insertInto('identity')
    .values({ channel: 'web', account: 'anjia', platform_person: 'p1', person: 'p_1', since: at })
    .execute();
  await db
    .insertInto('household_person')
    .values({ person: 'p_1', household: 'h_1', member: 'm1', linked_by: 'operator', linked_at: at })
    .execute();
  await db
    .insertInto('role_grant')
    .values({
      id: 'r_1',
      person: 'p_1',
      role: 'admin',
      scope: 'all',
      granted_by: 'operator',
      granted_at: at,
      revoked_by: null,
      revoked_at: null,
    })
    .execute();
  await db
    .insertInto('chat_group')
    .values({
      id: 'g_1',
      channel: 'telegram',
      account: 'bot',
      chat: '-100',
      settlement: 's_1',
      building: null,
      name: null,
      bound_by: 'p_1',
      bound_at: at,
    })
    .execute();
  await db
    .insertInto('code')
    .values({
      id: 'c_1',
      digest: sealer.digest('code.digest', 'ABCD'),
      kind: 'link',
      payload: seal('code.payload', '{}'),
      issued_by: 'p_1',
      issued_at: at,
      expires_at: '2099-01-01T00:00:00.000Z',
      used_by: null,
      used_at: null,
    })
    .execute();
  await db
    .insertInto('token')
    .values({
      id: 't_1',
      digest: 'sha',
      label: seal('token.label', '县里的表'),
      role: 'admin',
      scope: 'all',
      issued_by: 'p_1',
      issued_at: at,
      expires_at: '2099-01-01T00:00:00.000Z',
      revoked_at: null,
      used_at: null,
    })
    .execute();
  await db
    .insertInto('audit')
    .values({
      at,
      actor: 'p_1',
      via: 'chat',
      action: 'household.read',
      subject: 'h_1',
      place: null,
      outcome: 'done',
      reason: null,
    })
    .execute();
  await db
    .insertInto('once')
    .values({ key: 'k_1', request: 'r', result: seal('once.result', '{}'), at })
    .execute();
  await db
    .insertInto('inquiry_answer')
    .values({
      id: 'a_1',
      settlement: 's_1',
      says: seal('inquiry_answer.says', '明天'),
      person: 'p_1',
      name: seal('inquiry_answer.name', '李主任'),
      answered_at: at,
    })
    .execute();
  const asked = {
    topic: sealer.digest('inquiry.topic', '停水'),
    topic_text: seal('inquiry.topic_text', '停水'),
    question: seal('inquiry.question', '几时来水'),
  };
  await db
    .insertInto('inquiry')
    .values({
      settlement: 's_1',
      region: 'guizhou',
      ...asked,
      channel: 'web',
      account: 'anjia',
      chat: 'c1',
      person: 'p1',
      asked_at: at,
      due: '2026-11-24',
      answer: 'a_1',
    })
    .execute();
  await db
    .insertInto('local_info')
    .values({
      id: 'l_1',
      settlement: 's_1',
      topic: seal('local_info.topic', '诊所'),
      says: seal('local_info.says', '八点'),
      source: seal('local_info.source', '社区'),
      recorded_by: 'p_1',
      recorded_on: '2026-11-01',
      ended_at: null,
    })
    .execute();
  await db
    .insertInto('delivery')
    .values({
      origin: 'inquiry:1',
      channel: 'web',
      account: 'anjia',
      chat: 'c1',
      person: 'p1',
      content: seal('delivery.content', '有回音了'),
      created_at: at,
      ended_at: null,
    })
    .execute();
  await db
    .insertInto('chat')
    .values({
      channel: 'telegram',
      account: '1',
      chat: '-100',
      kind: 'group',
      name: seal('chat.name', '锦绣一群'),
      closed: 'kicked',
      since: at,
    })
    .execute();
  await db
    .insertInto('channel_account')
    .values({
      key: '["telegram","1"]',
      channel: 'telegram',
      account: '1',
      state: seal('channel_account.state', '{"kind":"online"}'),
      since: at,
    })
    .execute();
  await db.insertInto('mute').values({ id: 'u_1', who: 'nobody:7', settlement: 's_1', by_actor: 'p_1', at, until: at }).execute();
  await db
    .insertInto('robot')
    .values({ id: 'w_1', digest: sealer.digest('robot.digest', 'key'), secret: seal('robot.secret', 'key'), added_at: at })
    .execute();
  await db
    .insertInto('attachment')
    .values({
      id: 'f_1',
      channel: 'telegram',
      account: '1',
      person: '7',
      name: seal('attachment.name', '证明.jpg'),
      type: 'image/jpeg',
      content: seal('attachment.content', 'aGVsbG8='),
      at,
    })
    .execute();
  await db
    .insertInto('bulletin')
    .values({
      id: 'b_1',
      kind: 'notice',
      state: 'done',
      content: seal('bulletin.content', '{"title":"停水","text":"明天停水"}'),
      audience: '{"places":[{"kind":"all"}]}',
      by_actor: 'p_1',
      at,
      version: 1,
      life: seal('bulletin.life', '[]'),
      unsettled: 0,
    })
    .execute();
  const watcher = { channel: 'telegram', account: '1', chat: '7', person: '7' };
  await db
    .insertInto('bulletin_watch')
    .values({ ...watcher, bulletin: 'b_1', language: 'zh-CN' })
    .execute();
  await db
    .insertInto('receipt')
    .values({ ...watcher, bulletin: 'b_1', chat_group: 'g_1', settlement: 's_1', name: seal('receipt.name', '罗世珍'), at })
    .execute();
  await db.insertInto('delivery_halt').values({ origin: 'bulletin:b_1', state: 'stopped', at }).execute();
  await fillWork(database);
  await fillCases(database);
}
