/** `anjia queue answer`: what whoever reported a case is told of it, with what it rests on. */
import { folders } from '../../config.ts';
import { answerFrom, type Cited } from '../../conversation/desk/grievances/filled-answer.ts';
import { done, type Outcome } from '../../directory/outcome.ts';
import type { Grievance } from '../../grievance/model.ts';
import { type AnswerTemplate, loadAnswerTemplates } from '../../knowledge/answer-templates.ts';
import { faultless } from '../../rules.ts';
import { parseClauseId } from '../../shared/ids.ts';
import type { Bench, Open } from '../directory/bench.ts';
import { idNamed, partsOf } from '../directory/named.ts';
import { verb } from '../directory/verb.ts';
import { UsageError } from '../usage.ts';
import { caseNamed, number, textFrom, wordNamed } from './named.ts';
import { caseText, namedView, viewData } from './shown.ts';

export const answer = (open: Open) =>
  verb(open, {
    name: 'answer',
    description: 'Answers a case: whoever reported it reads it, and says whether it is settled',
    args: {
      number,
      text: { type: 'positional', required: false, description: 'The words; without them, standard input' },
      clause: {
        type: 'string',
        description: 'Clauses that it rests on, parted by commas: guizhou:3.1.4, or one of its provisions, guizhou:3.1.4/dibao',
      },
      template: { type: 'string', description: 'A template of knowledge/answers.yaml; the words go into its blank' },
    },
    async run(bench, args) {
      const { rooms, actor, t } = bench;
      const { queue } = rooms.grievances;
      const which = caseNamed(args.number, t);
      const cited = partsOf(args.clause ?? '').map(one => citedNamed(one, bench));
      const template = args.template === undefined ? undefined : templateNamed(args.template, bench);
      if (template?.needsClause && cited.length === 0)
        throw new UsageError(t('commands:queue.clause_lacks', { template: template.id }));
      const said = await textFrom(args.text, bench);
      const filled = template && said.trim() !== '' ? await filledIn(bench, which, template, said, cited[0]) : done(said);
      if (!filled.ok) return filled;
      const says = filled.value;
      const clauses = [...new Set(cited.map(({ clause }) => clause.id))];
      return namedView(await queue.answer(actor, which, { says, clauses }), bench);
    },
    say: caseText,
    data: ({ found }) => [viewData(found)],
  });

/** The template with its blank filled in, for a case that the actor may see. @throws {UsageError} where it is for other kinds */
async function filledIn(
  bench: Bench,
  which: number,
  template: AnswerTemplate,
  said: string,
  cited: Cited | undefined,
): Promise<Outcome<string>> {
  const found = await bench.rooms.grievances.queue.get(bench.actor, which);
  if (!found.ok) return found;
  const { grievance } = found.value;
  refuseOtherKind(template, grievance, bench);
  return done(answerFrom({ at: bench.clock.now(), policy: bench.policy(), t: bench.t }, grievance, template, said, cited));
}

/** A clause, or a provision of it; the first where none is named. @throws {UsageError} */
function citedNamed(text: string, { policy, t }: Bench): Cited {
  const [written = '', id] = text.split('/');
  const clause = policy().clauses.get(idNamed(written, parseClauseId, 'clause', t));
  const provision = clause?.provisions.find(one => id === undefined || one.id === id);
  if (clause && provision) return { clause, provision };
  throw new UsageError(t('commands:queue.clause_unknown', { clause: text }));
}

/** @throws {UsageError} */
function templateNamed(text: string, { t }: Bench): AnswerTemplate {
  const templates = faultless(loadAnswerTemplates(folders.knowledge));
  const ids = templates.map(({ id }) => id);
  const id = wordNamed(text, ids, t);
  return templates.find(one => one.id === id)!;
}

/** @throws {UsageError} where the template is for other kinds */
function refuseOtherKind({ id, kinds }: AnswerTemplate, { kind }: Grievance, { t }: Bench): void {
  if (kinds && !kinds.includes(kind))
    throw new UsageError(t('commands:queue.template_kinds', { template: id, kinds: kinds.join(' ') }));
}
