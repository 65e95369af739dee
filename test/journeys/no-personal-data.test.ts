import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, type Core, createApp, openCore } from '../../src/app.ts';
import { createAssistant } from '../../src/assistant.ts';
import { config } from '../../src/config.ts';
import { readHouseholds } from '../../src/directory/household-sheet/index.ts';
import { OPERATOR } from '../../src/directory/index.ts';
import type { Actor, Settlement } from '../../src/directory/model.ts';
import type { Outcome } from '../../src/directory/outcome.ts';
import { sessionOf } from '../../src/http/session.ts';
import { dayAt } from '../../src/shared/calendar.ts';
import type { RegionId } from '../../src/shared/ids.ts';
import { readSpreadsheet } from '../../src/spreadsheet/index.ts';
import { writeBackup } from '../../src/storage/backup/index.ts';
import type { StorageOptions } from '../../src/storage/index.ts';
import { databases, type FreshDatabase } from '../support/databases.ts';
import { householdWords } from '../support/household-words.ts';
import { openedText, readableText, withDatabase } from '../support/opened.ts';
import { type Places, tracesOf } from '../support/traces.ts';
import { Visitor } from '../support/visitor.ts';
import { csv, identityNumber } from '../support/workbooks.ts';

const value = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value;
};

/** What belongs to somebody, or opens something: each is said, typed or imported once. */
const PLANTED = {
  head: '罗世珍珠',
  wife: '杨秀梅朵',
  added: '吴老栓柱',
  identity: identityNumber('19620817', 643),
  phone: '13985270417',
  village: '石门坎野猪塘',
  health: '尿毒症透析三年',
  workplace: '凤冈县砖厂',
  cadre: '陈守义主任',
  contact: '社区小邓姑娘',
  landline: '0857-7654321',
  group: '三栋姐妹群聊',
  label: '县民政局对接口',
  told: '我屋头婆婆瘫起的',
  danger: '我隔壁王老六屋头起火了',
  asked: '给我孙女罗小满办走读要好多钱',
  question: '我家罗大毛的残疾证咋个换',
  says: '请罗大毛带户口本找小邓',
  info: '电梯坏了打小邓13885709999',
  typed: '9ZQ4K-W7XJM',
  trouble: '我们单元韦阿福摔断了腰没人抬',
  caller: '韦桂香婶婶',
  mobile: '13877651122',
  behalf: '农秀英奶奶',
  noted: '找过韦阿福的侄子小冬子',
  enquired: '韦阿福如今住哪间病房',
  added2: '韦阿福住三零二病房',
  answered: '韦阿福的轮椅已经送上门',
  objected: '韦阿福说轮椅是坏的',
  cry: '我屋头韦阿福喝了农药快来人救命',
  hardship: '我公公肝硬化晚期卖了两头水牛',
  poor: '黄秀莲嫂嫂',
  witness: '蒙大力叔叔',
  checked: '去黄秀莲嫂嫂家看过确实卖了牛',
} as const;

const assistant = createAssistant();
const there = databases.filter(({ missing }) => missing === undefined);

describe.each(there.map(database => [database.name, database] as const))('a settlement at work on %s', (_, database) => {
  let fresh: FreshDatabase;
  let app: App;
  let beside: Core;
  const log: string[] = [];
  const errorPages: string[] = [];
  /** What leaves as a file, and what hangs in public. */
  const ledgers: string[] = [];
  const notices: string[] = [];
  /** What was made on the way and opens something. */
  const secrets: string[] = [];
  const visitors = new Map<string, Visitor>();

  const say = async (who: string, text: string): Promise<string> => {
    const visitor = visitors.get(who) ?? new Visitor(app.url);
    visitors.set(who, visitor);
    if (visitor.token === '') await visitor.get();
    const sent = await visitor.send({ text });
    expect(sent.status).toBe(303);
    return (await visitor.get()).text;
  };
  const api = (token: string, path: string, body: unknown): Promise<Response> =>
    fetch(`${app.url}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': `k${path.length}` },
      body: JSON.stringify(body),
    });
  const secretOf = (who: string): string => /anjia-session=([^;]+)/.exec(visitors.get(who)!.cookie)![1]!;
  const codeFor = (code: { readonly letters: string }): string => {
    secrets.push(code.letters);
    return code.letters;
  };

  beforeAll(async () => {
    fresh = await database.make();
    const { dataDir, databaseUrl } = fresh.options;
    const settings = config({
      PORT: '0',
      DATA_DIR: dataDir,
      LOG_LEVEL: 'debug',
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    });
    const parts = { assistant, log: pino({ level: 'debug', base: null }, { write: (line: string) => void log.push(line) }) };
    app = createApp(settings, parts);
    await app.start();
    beside = await openCore(settings, { assistant, resume: false });
    await live();
    await app.stop();
    app = createApp(settings, parts);
    await app.start();
    await fail();
  });
  afterAll(async () => {
    await app.stop();
    await beside.stop();
    await fresh.drop();
  });

  /** Staff come in, a household is imported and another one added, residents ask, are interviewed, and are answered. */
  async function live(): Promise<void> {
    const { directory, inquiries, localKnowledge } = beside.rooms;
    const admin = await app.adminCode();
    expect(await say('admin', codeFor(admin!))).toContain('管理员');
    const settlement = value(
      await directory.settlements.add(OPERATOR, {
        region: 'guangxi' as RegionId,
        county: '田东县',
        name: '幸福小镇',
        buildings: [{ name: '3栋' }],
        office: { contacts: [{ name: PLANTED.contact, phone: PLANTED.landline }] },
        desks: [],
        tags: [],
      }),
    );
    const scope = { kind: 'settlement', settlement: settlement.id } as const;
    const role = value(await directory.people.invite(OPERATOR, { role: 'cadre', scope, name: PLANTED.cadre }));
    expect(await say('cadre', codeFor(role))).toContain('社区干部');
    const cadre = (await directory.visitors.behind(senderOf('cadre'))).actor;
    const sheet = readSpreadsheet(
      Buffer.from(
        csv([
          ['户编号', '楼栋', '房号', '姓名', '与户主关系', '身份证号', '联系电话', '原住址', '健康状况'],
          ['H1', '3栋', '101', PLANTED.head, '户主', PLANTED.identity, PLANTED.phone, PLANTED.village, PLANTED.health],
          ['H1', '3栋', '101', PLANTED.wife, '配偶', '', '', '', ''],
        ]),
      ),
    );
    if (!sheet.ok) throw new Error(sheet.fault.code);
    const read = readHouseholds(sheet.sheets, householdWords, dayAt(new Date()));
    const imported = value(await directory.imports.run(cadre, settlement.id, read, { purpose: '一户一档' }));
    expect(imported.counts.added).toBe(1);
    await directory.imports.run(cadre, settlement.id, read, { purpose: '一户一档' });
    const household = value(await directory.households.list(cadre, settlement.id, { limit: 1 }))[0]!.id;
    const tokenFor = { label: PLANTED.label, role: 'cadre', scope, days: 30 } as const;
    const token = value(await directory.tokens.issue(OPERATOR, tokenFor)).secret;
    secrets.push(token);
    const added = await api(token, `/settlements/${settlement.id}/households`, {
      building: '3栋',
      room: '102',
      members: [{ id: 'm1', name: PLANTED.added, relation: 'head', workplace: PLANTED.workplace }],
      marks: [],
      purpose: '一户一档',
    });
    expect(added.status).toBe(201);
    const found = await api(token, `/settlements/${settlement.id}/households/find`, { kind: 'phone', value: PLANTED.phone });
    expect(await found.text()).toContain('H1');
    value(await directory.households.open(cadre, household, 'visit'));
    value(await directory.households.find(cadre, settlement.id, { kind: 'identity', value: PLANTED.identity }));

    expect(await say('resident', codeFor(value(await directory.households.linkCode(cadre, household, 'm1'))))).toContain('连上');
    for (const words of ['查临时低保', PLANTED.told, '停', PLANTED.asked, PLANTED.danger, PLANTED.phone, PLANTED.identity])
      await say('resident', words);
    const answerable = { settlement: settlement.id, region: settlement.region, topic: '残疾证', question: PLANTED.question };
    const { number } = await inquiries.ask({ ...senderOf('resident'), chat: sessionOf(secretOf('resident')) }, answerable);
    value(await inquiries.answer(cadre, { number, says: PLANTED.says }));
    expect(await say('resident', '我的身份')).toContain(PLANTED.says);
    value(await localKnowledge.add(cadre, settlement.id, { topic: '电梯', says: PLANTED.info, source: PLANTED.contact }));
    const group = value(await directory.groups.code(cadre, settlement.id));
    const inGroup = { ...senderOf('cadre'), chat: { id: 'g1', kind: 'group' } } as const;
    value(await directory.visitors.redeem(inGroup, codeFor(group), PLANTED.group));

    await handle(settlement, cadre);
    await say('guesser', PLANTED.typed);
    expect(await say('cadre', '退出登录')).toContain('退出了');
    for (const who of visitors.keys()) secrets.push(secretOf(who), visitors.get(who)!.token);
  }

  /** Cases from the report to the end, danger, a report of hardship with its notice, a webhook and the three ledgers. */
  async function handle(settlement: Settlement, cadre: Actor): Promise<void> {
    const { directory, grievances, hardships, webhooks, caseLedgers } = beside.rooms;
    const { intake, queue } = grievances;
    const added = value(await webhooks.add(OPERATOR, { url: 'https://example.com/hook', events: [], scope: { kind: 'all' } }));
    secrets.push(added.secret);
    const sender = senderOf('resident');
    const reporter = {
      at: { ...sender, chat: sender.person },
      visitor: await directory.visitors.behind(sender),
    };
    const place = { settlement: settlement.id, region: settlement.region, county: settlement.county };
    const draft = { place, kind: 'elderly-child-care', text: PLANTED.trouble, name: PLANTED.caller, phone: PLANTED.mobile };
    const { number } = value(await intake.report(reporter, draft));
    value(await queue.claim(OPERATOR, number));
    value(await queue.note(OPERATOR, number, PLANTED.noted));
    value(await queue.ask(OPERATOR, number, PLANTED.enquired));
    value(await intake.add(reporter, number, PLANTED.added2));
    value(await queue.identity(OPERATOR, number, 'visit'));
    value(await queue.answer(OPERATOR, number, { says: PLANTED.answered }));
    value(await intake.object(reporter, number, PLANTED.objected));
    value(await intake.add(reporter, number, `打${PLANTED.caller}的电话${PLANTED.mobile}，身份证${PLANTED.identity}，住3栋101`));
    const behalf = { ...draft, name: PLANTED.behalf, onBehalf: { name: PLANTED.behalf, consent: 'spoken' } as const };
    value(await intake.reportFor(cadre, behalf));
    expect(value(await intake.report(reporter, { ...draft, text: PLANTED.cry })).danger).not.toBe('none');
    await grievances.tick();
    await grievances.anchor();
    for (const form of ['work', 'problem', 'rectification'] as const) {
      const today = dayAt(new Date());
      const { lines } = value(await caseLedgers.open(OPERATOR, { form, from: today, to: today }));
      for await (const line of lines) ledgers.push(JSON.stringify(line));
    }
    const form = { settlement: settlement.id, risk: 'illness', people: 4, text: PLANTED.hardship, name: PLANTED.poor } as const;
    const poor = value(
      await hardships.reportFor(cadre, { ...form, building: '3栋', consent: 'spoken', witness: PLANTED.witness }),
    );
    value(await hardships.check(cadre, poor.number, PLANTED.checked));
    value(await hardships.assess(cadre, poor.number, { says: PLANTED.checked, isProposed: true }));
    notices.push(value(await hardships.notice(cadre, poor.number)));
    value(await hardships.publicise(cadre, poor.number));
  }

  const senderOf = (who: string) => {
    const person = sessionOf(secretOf(who));
    return { channel: 'web', account: 'web', chat: { id: person, kind: 'private' }, person } as const;
  };

  /** Everything that goes wrong for a stranger, and for whoever said the most. */
  async function fail(): Promise<void> {
    const stranger = new Visitor(app.url);
    await stranger.get();
    const asked = [
      await stranger.get(`/${encodeURIComponent(PLANTED.head)}?phone=${PLANTED.phone}`),
      await stranger.send({ text: PLANTED.told }, { 'sec-fetch-site': 'cross-site' }),
      await stranger.send({ text: PLANTED.told, token: 'x' }),
      await stranger.send({ text: PLANTED.told }, { 'content-type': 'text/plain' }),
      await stranger.send({ text: PLANTED.told.repeat(2000) }),
      await stranger.get('/%0A%7B%22level%22:50%7D%0d%0a', { 'user-agent': '{"level":50}' }),
      await stranger.get('/assets/none.js', { authorization: `Bearer ${secrets.at(-1)}`, 'x-forwarded-for': PLANTED.phone }),
    ];
    expect(asked.map(({ status }) => status)).toEqual([404, 403, 403, 400, 413, 404, 404]);
    errorPages.push(...asked.map(({ text, headers }) => `${JSON.stringify([...headers])}${text}`));
    const [token = ''] = secrets.filter(secret => secret.startsWith('anjia_'));
    const refused = [
      await api(`${token}x`, '/households/h_1/open', { reason: PLANTED.health }),
      await api(token, `/households/${encodeURIComponent(PLANTED.head)}/open`, { reason: 'visit' }),
      await api(token, '/settlements', { region: PLANTED.identity, name: { is: PLANTED.head }, tags: PLANTED.phone }),
      await api(token, '/invitations', { role: 'admin', scope: { kind: 'all' }, name: PLANTED.cadre }),
      await api(token, '/imports', PLANTED.identity),
    ];
    expect(refused.map(({ status }) => status)).toEqual([401, 404, 422, 403, 404]);
    for (const answer of refused) errorPages.push(JSON.stringify([...answer.headers]), await answer.text());
  }

  async function places(): Promise<Places> {
    const audit = value(await beside.rooms.directory.audit(OPERATOR, { limit: 500 }));
    expect(audit.length).toBeGreaterThan(10);
    expect(log.length).toBeGreaterThan(20);
    return {
      database: await readableText(fresh.options),
      log: log.join(''),
      audit: JSON.stringify(audit),
      'error pages': errorPages.join('\n'),
      notices: notices.join('\n'),
      files: filesBeside(fresh.options.dataDir),
      backup: await backupOf(fresh.options),
      figures: (await beside.metrics.text()).body + (await (await fetch(`${app.url}/metrics`)).text()),
    };
  }
  const words = (): string[] => [...Object.values(PLANTED), ...secrets];

  it('keeps what was said, and the keys give access to it', async () => {
    const kept = await openedText(fresh.options);
    const { typed, told, ...there } = PLANTED;
    // What was told in the interview went with it.
    expect(kept).not.toContain(told);
    expect(kept).toContain(typed);
    for (const [name, word] of Object.entries(there)) expect(kept, name).toContain(word);
  });

  it('leaves nothing of anybody, and nothing that opens anything, in clear', async () => {
    expect(new Set(secrets).size).toBeGreaterThan(8);
    expect(tracesOf(words(), await places())).toEqual([]);
  });

  it('lets ledgers leave with what was wrong and what was done, and without whose matter it is', () => {
    const { caller, mobile, behalf, identity, head, wife, phone, poor, hardship } = PLANTED;
    expect(ledgers.join('\n')).toContain(PLANTED.answered);
    expect(
      tracesOf([caller, mobile, behalf, identity, head, wife, phone, poor, hardship], { ledgers: ledgers.join('\n') }),
    ).toEqual([]);
  });

  it('says nothing of a case in a group', async () => {
    const inGroups = await withDatabase(fresh.options, ({ db }) =>
      db.selectFrom('delivery').select('origin').where('chat_kind', '=', 'group').execute(),
    );
    expect(inGroups.filter(({ origin }) => /^(?:case|cry|aid|early)/.test(origin))).toEqual([]);
    expect(ledgers.length).toBeGreaterThan(5);
    expect(notices[0]).toContain('公示');
  });

  it('logs one line of JSON for each event, whatever was sent', () => {
    for (const line of log) {
      expect(line.indexOf('\n')).toBe(line.length - 1);
      expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number), time: expect.any(Number), msg: expect.any(String) });
    }
  });

  it('would show it if it did', async () => {
    const { storage } = beside;
    const at = new Date();
    await storage.directory.audit.add({
      at: at.toISOString(),
      actor: PLANTED.head,
      via: 'chat',
      action: 'household.open',
      outcome: 'done',
    });
    log.push(JSON.stringify({ phone: Buffer.from(`!${PLANTED.phone}`).toString('base64') }));
    errorPages.push(encodeURIComponent(PLANTED.question));
    writeFileSync(join(fresh.options.dataDir, 'left.txt'), secrets[0]!.replace('-', ''));
    expect(tracesOf(words(), await places())).toEqual(
      expect.arrayContaining([
        `database: ${PLANTED.head} (plain)`,
        `audit: ${PLANTED.head} (plain)`,
        `log: ${PLANTED.phone} (base64, one on)`,
        `error pages: ${PLANTED.question} (in an address)`,
        `files: ${secrets[0]} (without hyphens)`,
      ]),
    );
  });
});

/** A backup as whoever has it without the keys can read it. */
async function backupOf(options: StorageOptions): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'anjia-backup-'));
  await writeBackup(options, join(folder, 'b.gz'), new Date());
  const text = gunzipSync(readFileSync(join(folder, 'b.gz'))).toString('utf8');
  rmSync(folder, { recursive: true });
  return text;
}

/** Every file in the folder of data but the keys themselves. */
const filesBeside = (dataDir: string): string =>
  readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name !== 'keys')
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
