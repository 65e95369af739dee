/** The import that somebody began last: stopped while it runs, taken back afterwards. */
import type { StoredImport } from '../../../directory/store.ts';
import type { Choice } from '../../../message/index.ts';
import { parseSettlementId, type SettlementId } from '../../../shared/ids.ts';
import type { TurnOutcome } from '../../store.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { type Form, said } from '../form.ts';
import { instantWords } from '../when.ts';
import { refusedTo } from '../words.ts';
import { wishOf } from './household-table.ts';

/** Stops what runs; where nothing does, the last import may be taken back. */
export const importNow: Form = {
  id: 'import_now',
  given: ['settlement'],
  lasts: true,
  fields: [
    {
      kind: 'choice',
      name: 'import',
      asksAlways: true,
      async choices(desk, context, { settlement = '' }): Promise<readonly Choice[] | TurnOutcome> {
        const { t, sender, visitor } = context;
        if (desk.tables.isRunning(sender)) {
          desk.tables.halt(sender);
          return said(context, t('desk:form.import_now.stopping'));
        }
        const place = parseSettlementId(settlement);
        if (!place) return said(context, t('desk:form.import_now.nothing'));
        const last = await lastOf(desk, context, place);
        if ('session' in last) return last;
        const mine = last.filter(({ by, state }) => by === visitor.actor.id && state !== 'undone');
        return mine.slice(-1).map(({ id, at, written }): Choice => {
          const day = instantWords(new Date(at), t);
          return { id, label: t('desk:form.import_now.undo', { day, written }) };
        });
      },
    },
  ],
  submit: (desk, context, { import: id = '' }) => undo(desk, context, id),
};

/** Takes an import back, after it was asked once more. */
export const importUndo: Form = {
  id: 'import_undo',
  given: ['import'],
  lasts: true,
  fields: [
    {
      kind: 'choice',
      name: 'sure',
      asksAlways: true,
      async choices({ directory, employment }, context, { import: id = '' }): Promise<readonly Choice[] | TurnOutcome> {
        const imports = (await employment.imports.has(id)) ? employment.imports : directory.imports;
        const found = await imports.get(context.visitor.actor, id);
        return found.ok ? [{ id: 'yes', label: context.t('desk:form.import_undo.yes') }] : refusedTo(context, found.refusal);
      },
    },
  ],
  submit: (desk, context, { import: id = '' }) => undo(desk, context, id),
};

async function undo(desk: Desk, context: TurnContext, id: string): Promise<TurnOutcome> {
  desk.tables.undo(wishOf(desk, context), id);
  return said(context, context.t('desk:form.import_undo.begun'));
}

const PAGE = 200;

/** The newest imports of a settlement, oldest first. */
async function lastOf(
  { directory }: Desk,
  context: TurnContext,
  settlement: SettlementId,
): Promise<readonly Omit<StoredImport, 'report'>[] | TurnOutcome> {
  let newest: readonly Omit<StoredImport, 'report'>[] = [];
  for (let after: string | undefined; ; ) {
    const listed = await directory.imports.list(context.visitor.actor, settlement, { limit: PAGE, ...(after ? { after } : {}) });
    if (!listed.ok) return refusedTo(context, listed.refusal);
    newest = [...newest, ...listed.value].slice(-PAGE);
    after = listed.value.at(-1)?.id;
    if (listed.value.length < PAGE) return newest;
  }
}
