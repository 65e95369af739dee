import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANONYMOUS } from '../../../src/message/index.ts';
import { type Office, openOffice } from '../../support/office.ts';

describe('a code in a group', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('is not taken from somebody who speaks under the group’s name, and works on for whoever shows themselves', async () => {
    const settlement = await office.settlement();
    const cadre = await office.staff('王芳', 'cadre', { kind: 'settlement', settlement: settlement.id });
    await cadre.says('工作台');
    const { text } = await cadre.picks('绑定群');
    const code = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(text)?.[0] ?? text;
    const groups = () => office.core.storage.directory.groups.in('terminal', 'terminal', 'g1');
    expect((await office.person(ANONYMOUS).posts('g1', code)).text).toContain('匿名');
    expect(await groups()).toBeUndefined();
    expect((await cadre.posts('g1', code)).text).toContain(settlement.name);
    expect(await groups()).toMatchObject({ settlement: settlement.id });
  });
});
