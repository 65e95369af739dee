/**
 * A case from the queue to its end, by digits alone: taken, asked about, answered from a template, called about by somebody else, and closed. The same
 * on every platform.
 */
import { expect } from 'vitest';
import type { Core } from '../../src/app.ts';
import type { Address } from '../../src/delivery/store.ts';
import { nobody, OPERATOR } from '../../src/directory/actors.ts';
import { placeOf, type Settlement } from '../../src/directory/model.ts';
import type { Grievance } from '../../src/grievance/model.ts';
import { allowed } from './office.ts';

/** Somebody's chat on a platform. */
export interface Talk {
  /** Writes something and waits for what is then said. @returns all that was said since */
  says(text: string, hears: string): Promise<string>;
  /** Waits until this was said of itself. */
  heard(words: string): Promise<string>;
}

const PHONE = '13800138000';

/** A case of somebody on the platform; one of its kind is always called about. */
export async function reportFrom({ rooms }: Core, at: Settlement, to: Address): Promise<Grievance> {
  const place = { ...placeOf(at), settlement: at.id, region: at.region };
  const draft = { place, kind: 'public-safety', text: '楼下有人偷电瓶车', where: '3栋', name: '罗世珍', phone: PHONE };
  return allowed(await rooms.grievances.intake.report({ at: to, visitor: { actor: nobody(to) } }, draft));
}

/** A code that makes whoever types it one of the settlement's staff. */
export const staffCode = async ({ rooms }: Core, { id }: Settlement, name: string, role: 'handler' | 'callback-officer') =>
  allowed(await rooms.directory.people.invite(OPERATOR, { role, scope: { kind: 'settlement', settlement: id }, name })).letters;

/** Holds it. */
export async function fromQueueToEnd(core: Core, number: number, handler: Talk, officer: Talk, resident: Talk): Promise<void> {
  await handler.says('工作台', '领下一件');
  const taken = await handler.says('1', '楼下有人偷电瓶车');
  expect(taken).not.toMatch(/罗世珍|13800138000/);
  await handler.says('2', '要问住户什么');
  await handler.says('哪天丢的？', '问过去了');
  await resident.heard('哪天丢的？');
  await handler.says('1', '怎么答复');
  await handler.says('2', '报了哪个派出所');
  await handler.says('城关派出所立了案', '这件事公安在管：城关派出所立了案');
  await handler.says('1', '会有别的同事打电话回访');
  await resident.heard('城关派出所立了案');
  expect((await core.storage.grievances.get(number))?.state).toBe('calling-back');
  await handler.says(`/结 ${number}`, '不能自己销');

  await officer.says('要回访的', String(number));
  const whom = await officer.says('1', '打给：');
  expect(whom).toContain(PHONE);
  await officer.says('1', '销号了');
  await resident.heard('销号');
  expect(await core.storage.grievances.get(number)).toMatchObject({ state: 'closed', outcome: 'called' });
  const chain = (await core.storage.grievances.entries(number)).map(({ action }) => action);
  expect(chain).toEqual(['report', 'claim', 'ask', 'answer', 'callConfirmed']);
  expect((await core.rooms.grievances.verify()).faults).toEqual([]);
}
