import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../../src/directory/actors.ts';
import type { Actor, Settlement } from '../../../src/directory/model.ts';
import { createSubjects, type Subjects, valueIn } from '../../directory/subjects.ts';
import { type Answers, directoryCommand, jsonLines } from '../../support/directory-command.ts';
import { inGroup, inPrivate, type OpenRooms, openRooms } from '../../support/directory-rooms.ts';
import { settle } from '../../support/rights.ts';

describe('anjia directory', () => {
  let opened: OpenRooms;
  let here: Settlement;
  let make: Subjects;
  beforeAll(async () => {
    opened = await openRooms();
    here = (await settle(opened.rooms.directory)).own;
    make = createSubjects(opened.rooms);
  });
  afterAll(() => opened.close());

  const run = (words: readonly string[], answers?: Answers, actor: Actor = OPERATOR) =>
    directoryCommand({ actor, rooms: opened.rooms, clock: opened.clock }, words, answers);
  const redeem = async (words: readonly string[], person: string, group?: string) => {
    const [code] = jsonLines((await run([...words, '--json'])).out);
    const sender = group === undefined ? inPrivate(person) : inGroup(person, group);
    return opened.rooms.directory.visitors.redeem(sender, String(code?.['letters']));
  };

  it('brings in the first administrator, and no second one', async () => {
    expect(await redeem(['admin-code'], 'admin')).toMatchObject({ ok: true, value: { role: 'admin', scope: { kind: 'all' } } });
    expect(await run(['admin-code'])).toMatchObject({ status: 1, code: 'exists', out: '' });
  });

  it('hands the first administrator’s code to nobody who only has a token', async () => {
    const admin: Actor = { id: 't_admin', via: 'command', rights: [{ role: 'admin', scope: { kind: 'all' } }] };
    expect(await run(['admin-code'], {}, admin)).toMatchObject({ status: 1, code: 'not-allowed', out: '' });
    const [entry] = await opened.storage.directory.audit.list({ actor: admin.id, scopes: [{ kind: 'all' }], limit: 1 });
    expect(entry).toMatchObject({ action: 'role.grant', outcome: 'not-allowed' });
  });

  it('invites people, lists their roles and takes them back', async () => {
    const words = ['people', 'invite', '--role', 'cadre', '--scope', `settlement:${here.name}`, '--name', '王小明'];
    expect(await redeem(words, 'wang')).toMatchObject({ ok: true });
    const { out } = await run(['people', 'list']);
    const line = out.split('\n').find(one => one.includes('王小明'));
    expect(line).toMatch(new RegExp(`^r_\\w{20}  王小明 +社区干部 +settlement:${here.id}$`));
    const grant = String(line?.split(' ')[0]);
    expect(await run(['people', 'revoke', grant])).toMatchObject({ status: 2 });
    expect(await run(['people', 'revoke', grant, '--yes'])).toMatchObject({ status: 0 });
    expect((await run(['people', 'list'])).out).not.toContain('王小明');
    expect(await run(['people', 'revoke', grant, '--yes', '--json'])).toMatchObject({ status: 1, code: 'unknown' });
  });

  it.each([
    ['a scope that is none', 'everything'],
    ['a region that there are no documents of', 'region:yunnan'],
    ['a county of no region', 'county:黔西市'],
    ['a county of a region without documents', 'county:yunnan/x'],
  ])('invites nobody within %s', async (_, scope) => {
    const { status, error } = await run(['people', 'invite', '--role', 'cadre', '--scope', scope, '--name', '王']);
    expect([status, error]).toEqual([2, expect.stringMatching(/region:guizhou|guangxi guizhou/)]);
  });

  it('makes tokens that are printed this once, alone on their line', async () => {
    const words = ['tokens', 'issue', '--role', 'supervisor', '--scope', 'county:guizhou/黔西市', '--label', '报表'];
    const lines = jsonLines((await run([...words, '--days', '30', '--json'])).out);
    expect(lines).toEqual([expect.objectContaining({ label: '报表', role: 'supervisor' }), { secret: expect.any(String) }]);
    expect(Object.keys(lines[0] ?? {})).not.toContain('secret');
    const { out } = await run([...words, '--days', '30']);
    const secret = String(out.split('\n').at(-1));
    const actor = await opened.rooms.directory.tokens.actor(secret, 'command');
    expect(actor?.rights).toEqual([{ role: 'supervisor', scope: { kind: 'county', region: 'guizhou', county: '黔西市' } }]);

    const listed = await run(['tokens', 'list']);
    expect(listed.out).toContain(`${actor?.id}  报表  督办`);
    expect(listed.out).not.toContain(secret);
    expect(await run(['tokens', 'revoke', String(actor?.id), '--yes'])).toMatchObject({ status: 0 });
    expect((await run(['tokens', 'list'])).out).toMatch(new RegExp(`${actor?.id}.*已失效`));
  });

  it.each(['0', '401'])('makes no token for %s days', async days => {
    const words = ['tokens', 'issue', '--role', 'cadre', '--scope', 'all', '--label', 'x', '--days', days];
    expect(await run(words)).toMatchObject({ status: 1, code: 'invalid', out: '' });
  });

  it.each(['-1', '1.5', '三十', '', '1e3'])('takes “%s” for no number', async days => {
    const words = ['tokens', 'issue', '--role', 'cadre', '--scope', 'all', '--label', 'x', `--days=${days}`];
    expect(await run(words)).toMatchObject({ status: 2, out: '' });
  });

  it('sets how the assistant behaves in a group, and says what cannot be set', async () => {
    const { own } = await settle(opened.rooms.directory, '（群）');
    const { id } = await make.group(own.id);
    expect(await run(['groups', 'set', id, '--manner', 'questions'])).toMatchObject({
      status: 0,
      out: `${id}  questions  22:00-07:00`,
    });
    expect(await run(['groups', 'set', id, '--quiet', '21:00-08:00'])).toMatchObject({
      status: 0,
      out: `${id}  questions  21:00-08:00`,
    });
    expect(await run(['groups', 'set', id, '--manner', 'called', '--quiet', 'none'])).toMatchObject({
      out: `${id}  called  none`,
    });
    for (const words of [
      [id],
      [id, '--manner', 'loud'],
      [id, '--manner', ''],
      [id, '--quiet', '25:00-07:00'],
      [id, '--manner', 'off', '--quiet', '22:00-22:00'],
      ['g_1', '--manner', 'off'],
      ['--manner', 'off'],
    ])
      expect(await run(['groups', 'set', ...words]), words.join(' ')).toMatchObject({ status: 2, out: '' });
    expect(await opened.storage.directory.groups.get(id)).toMatchObject({ manner: 'called', quiet: 'none' });
    const nowhere = opened.rooms.directory.ids.group();
    expect(await run(['groups', 'set', nowhere, '--manner', 'off'])).toMatchObject({ status: 1, code: 'unknown' });
  });

  it('lists whom it does not listen to, keeps that up and lifts it', async () => {
    const { own } = await settle(opened.rooms.directory, '（禁）');
    const { id } = await make.mute(own.id);
    expect((await run(['mutes', 'list', own.name])).out).toContain(id);
    expect(jsonLines((await run(['mutes', 'keep', id, '--json'])).out)).toMatchObject([{ id }]);
    const kept = jsonLines((await run(['mutes', 'list', own.id, '--json'])).out).find(one => one['id'] === id);
    expect(kept).not.toHaveProperty('until');
    expect(await run(['mutes', 'lift', id])).toMatchObject({ status: 0, out: expect.stringContaining(id) });
    for (const gone of [id, 'u_1', '\u0000', '🏠'])
      expect(await run(['mutes', 'lift', gone])).toMatchObject({ status: 1, code: 'unknown' });
    expect((await run(['mutes', 'list', own.id])).out).not.toContain(id);
  });

  it('binds groups, lists them and lets them go', async () => {
    expect(await redeem(['people', 'invite', '--role', 'cadre', '--scope', 'all', '--name', '李'], 'li')).toMatchObject({
      ok: true,
    });
    expect(await redeem(['groups', 'code', here.name, '--building', '1栋'], 'li', 'chat')).toMatchObject({ ok: true });
    const [group] = jsonLines((await run(['groups', 'list', here.id, '--json'])).out);
    expect(group).toMatchObject({ settlement: here.id, building: '1栋', chat: 'chat' });
    const id = String(group?.['id']);
    expect(await redeem(['groups', 'code', '--again', id], 'li', 'chat anew')).toMatchObject({ ok: true });
    expect((await run(['groups', 'list', here.id])).out).toMatch(new RegExp(`^${id}  web  called +1栋`));
    expect(await run(['groups', 'unbind', id, '--yes'])).toMatchObject({ status: 0 });
    expect((await run(['groups', 'list', here.id])).out).toBe('没有。');
    expect((await run(['groups', 'list', here.id, '--json'])).out).toBe('');
  });

  it('wants a settlement or a group that has moved for a code, not both or neither', async () => {
    const again = ['--again', 'g_00000000000000000000'];
    for (const words of [[], [here.id, ...again], [...again, '--building', '1栋']])
      expect(await run(['groups', 'code', ...words])).toMatchObject({ status: 2, out: '' });
  });

  it('answers what waits, from standard input too, and tells everyone who asked', async () => {
    const [typed, piped] = [await make.inquiry(here), await make.inquiry(here)];
    expect(jsonLines((await run(['inquiries', 'list', '--json'])).out).map(({ number }) => number)).toEqual([typed, piped]);
    expect(await run(['inquiries', 'answer', String(typed), '每月五毛', '--name', '王'])).toMatchObject({ status: 0 });
    const { out } = await run(['inquiries', 'answer', String(piped), '--name', '王', '--json'], { input: '周一去\n办公室\n' });
    expect(jsonLines(out)).toEqual([expect.objectContaining({ says: '周一去\n办公室', name: '王', numbers: [piped] })]);
    expect((await run(['inquiries', 'list'])).out).toBe('没有。');
    expect(await run(['inquiries', 'answer', String(typed), '又', '--name', '王'])).toMatchObject({ status: 1, code: 'unknown' });
  });

  it('lists whom answers did not reach, to be called', async () => {
    const number = await make.inquiry(here);
    expect((await run(['inquiries', 'unreached'])).out).toBe('没有。');
    await run(['inquiries', 'answer', String(number), '每月五毛', '--name', '王']);
    const asked = await opened.storage.inquiry.get(number);
    const { channel, account, chat } = asked!.asker;
    await opened.rooms.deliveries.note({ channel, account }, { kind: 'closed', chat, reason: 'blocked' });
    expect((await run(['inquiries', 'unreached'])).out).toMatch(
      new RegExp(`^2026-11-22  ${number} ${asked!.question}  对方不接收  ${here.id}$`, 'm'),
    );
    expect(jsonLines((await run(['inquiries', 'unreached', '--json'])).out).at(-1)).toMatchObject({ number, reason: 'blocked' });
    expect(await run(['inquiries', 'unreached', '--limit', 'x'])).toMatchObject({ status: 2 });
  });

  it.each([
    ['no name', ['1', '五毛'], 1],
    ['no number', ['first', '五毛', '--name', '王'], 2],
    ['a word too many', ['1', '每月', '五毛', '--name', '王'], 2],
  ])('takes no answer with %s', async (_, words, status) => {
    await make.inquiry(here);
    const waiting = jsonLines((await run(['inquiries', 'list', '--json'])).out);
    const named = words.map(word => (word === '1' ? String(waiting[0]?.['number']) : word));
    expect(await run(['inquiries', 'answer', ...named])).toMatchObject({ status, out: '' });
    expect(jsonLines((await run(['inquiries', 'list', '--json'])).out)).toEqual(waiting);
  });

  it('keeps what only a settlement knows, and ends it', async () => {
    const words = ['info', 'add', here.id, '--topic', '物业费', '--says', '每月五毛', '--source', '社区办公室'];
    const [info] = jsonLines((await run([...words, '--json'])).out);
    expect((await run(['info', 'list', here.name])).out).toBe(
      `${String(info?.['id'])}  2026-11-22  物业费  每月五毛  社区办公室`,
    );
    expect(await run(['info', 'end', String(info?.['id'])])).toMatchObject({ status: 0 });
    expect((await run(['info', 'list', here.name, '--json'])).out).toBe('');
    expect(await run(['info', 'end', String(info?.['id']), '--json'])).toMatchObject({ status: 1, code: 'unknown' });
  });

  it('shows what was done and refused, by who, to what, and how', async () => {
    const { id } = await make.household(here.id);
    const cadre: Actor = { id: 't_cadre', via: 'command', rights: [{ role: 'handler', scope: { kind: 'all' } }] };
    await run(['households', 'show', id, '--reason', 'visit'], {}, cadre);
    const [entry, ...others] = jsonLines((await run(['audit', '--actor', 't_cadre', '--json'])).out);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      action: 'household.open',
      outcome: 'not-allowed',
      subject: id,
      reason: 'visit',
      via: 'command',
    });
    const ofHousehold = jsonLines((await run(['audit', '--subject', id, '--action', 'household.edit', '--json'])).out);
    expect(ofHousehold.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['done', 'consent'],
      ['done', 'added'],
    ]);
    expect(jsonLines((await run(['audit', '--limit', '2', '--json'])).out)).toHaveLength(2);
  });

  it('says a refusal in words to a person and as data to a program', async () => {
    const handler: Actor = { id: 't_handler', via: 'command', rights: [{ role: 'handler', scope: { kind: 'all' } }] };
    const words = ['info', 'add', here.id, '--topic', 'a', '--says', 'b', '--source', 'c'];
    const person = await run(words, {}, handler);
    expect(person).toMatchObject({
      status: 1,
      out: '',
      error: expect.stringMatching(/^ANJIA_TOKEN 这个令牌的身份不能做这件事。/),
    });
    const program = await run([...words, '--json'], {}, handler);
    expect(JSON.parse(program.error)).toEqual({ error: { code: 'not-allowed', message: person.error } });
  });

  it('lets nothing that people wrote steer the terminal', async () => {
    const says = '\u001b[2J\u009b31m每月\n五毛\u202e';
    await opened.rooms.localKnowledge.add(OPERATOR, here.id, { topic: '水费', says, source: '社区' });
    const { out } = await run(['info', 'list', here.id]);
    expect(out).toMatch(/水费 {2} \[2J 31m每月 五毛 {3}社区$/);
    expect(
      valueIn(await opened.rooms.localKnowledge.add(OPERATOR, here.id, { topic: '水费', says: '一元', source: '社区' })).says,
    ).toBe('一元');
  });
});
