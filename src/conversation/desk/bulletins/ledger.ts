/** What became of a bulletin in each group: the sums, those that it did not reach and why, all of it as a file, and another try. */
import type { Bulletins } from '../../../bulletin/index.ts';
import { ledgerSheet } from '../../../bulletin/ledger-sheet.ts';
import type { LedgerLine } from '../../../bulletin/model.ts';
import { readLedger } from '../../../bulletin/read-ledger.ts';
import type { Actor } from '../../../directory/model.ts';
import type { Outcome } from '../../../directory/outcome.ts';
import type { Choice } from '../../../message/index.ts';
import type { TurnOutcome } from '../../store.ts';
import { say, type TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { type Form, said } from '../form.ts';
import { refusalWords, refusedTo, told } from '../words.ts';
import { deedChoice } from './buttons.ts';
import { watchFrom } from './watch.ts';
import { groupWords, progressWords } from './words.ts';

/** So many failures are offered one by one; the file has them all. */
const MOST = 80;
const ONE = 'one-';

export const bulletinLedger: Form = {
  id: 'bulletin_ledger',
  given: ['bulletin'],
  lasts: true,
  fields: [
    {
      kind: 'choice',
      name: 'what',
      ownStop: true,
      asksAlways: true,
      async asks({ bulletins }, { t, visitor }, { bulletin = '' }) {
        const progress = await bulletins.progress(visitor.actor, bulletin);
        if (!progress.ok) return refusalWords(progress.refusal, t);
        const says = progressWords(progress.value, t);
        return progress.value.failed > 0 ? [says, t('desk:form.bulletin_ledger.failed')].join('\n') : says;
      },
      async choices({ bulletins }, context, { bulletin = '' }): Promise<readonly Choice[] | TurnOutcome> {
        const { t, visitor } = context;
        const failed = await failures(bulletins, visitor.actor, bulletin);
        if (!failed.ok) return refusedTo(context, failed.refusal);
        const lines = failed.value.map((line): Choice => {
          const why = line.reason ? t(`delivery:reason.${line.reason}`) : t('bulletin-desk:line.failed');
          return {
            id: `${ONE}${line.delivery}`,
            label: t('desk:form.bulletin_ledger.line', { group: groupWords(line, t), why }),
          };
        });
        return [
          ...(lines.length > 0 ? [{ id: 'all', label: t('desk:form.bulletin_ledger.all') }] : []),
          { id: 'file', label: t('desk:form.bulletin_ledger.file') },
          ...lines,
        ];
      },
    },
  ],
  async submit(desk, context, { bulletin = '', what = '' }) {
    if (what === 'file') return giveFile(desk, context, bulletin);
    return tryAgain(desk, context, bulletin, what.startsWith(ONE) ? Number(what.slice(ONE.length)) : undefined);
  },
};

/** All that was not sent is tried again, at one press. */
export const bulletinRetry: Form = {
  id: 'bulletin_retry',
  given: ['bulletin'],
  lasts: true,
  fields: [],
  submit: (desk, context, { bulletin = '' }) => tryAgain(desk, context, bulletin),
};

async function tryAgain(desk: Desk, context: TurnContext, bulletin: string, one?: number): Promise<TurnOutcome> {
  const { t, visitor } = context;
  const tried = await desk.bulletins.retry(visitor.actor, bulletin, one);
  if (tried.ok && tried.value > 0) await watchFrom(context, desk, bulletin);
  return told(context, tried, again =>
    said(context, t(again > 0 ? 'desk:form.bulletin_ledger.again' : 'desk:form.bulletin_ledger.none', { again }), [
      deedChoice('bulletin_ledger', bulletin, t),
    ]),
  );
}

const failures = (bulletins: Bulletins, actor: Actor, id: string): Promise<Outcome<readonly LedgerLine[]>> =>
  bulletins.ledger(actor, id, { states: ['failed'], limit: MOST });

async function giveFile({ bulletins }: Desk, context: TurnContext, id: string): Promise<TurnOutcome> {
  const { t, visitor } = context;
  const found = await bulletins.get(visitor.actor, id);
  if (!found.ok) return refusedTo(context, found.refusal);
  const lines = await readLedger(bulletins, visitor.actor, id);
  if (!lines.ok) return refusedTo(context, lines.refusal);
  const file = await ledgerSheet(found.value, lines.value, t);
  const choices = [deedChoice('bulletin_ledger', id, t)];
  return { ...say(context, { text: t('desk:form.bulletin_ledger.here'), file, choices }, { form: undefined }), private: true };
}
