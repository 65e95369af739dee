/**
 * `anjia knowledge import`: takes an official document apart, shows what to look at, and keeps it for 原文.
 */
import { basename } from 'node:path';
import { defineCommand } from 'citty';
import { config, folders } from '../config.ts';
import { FaultyKnowledgeError } from '../knowledge/fault.ts';
import { type Change, changesOf } from '../knowledge/import/changes.ts';
import { type DraftWords, draftClause, isTaken, writeDraft } from '../knowledge/import/draft.ts';
import { importLines } from '../knowledge/import/index.ts';
import type { Import, ImportWarning } from '../knowledge/import/model.ts';
import { loadPrintedForms } from '../knowledge/import/printed-forms.ts';
import { readFile } from '../knowledge/import/read-file.ts';
import { unitFinder } from '../knowledge/import/unit-names.ts';
import { UnreadableFileError } from '../knowledge/import/unreadable.ts';
import { loadPolicy } from '../knowledge/load.ts';
import { keepOriginal, keptOriginal } from '../knowledge/originals.ts';
import { loadWordbook, type Translate } from '../language/i18n.ts';
import { type DocumentId, parseDocumentId } from '../shared/ids.ts';
import { UsageError } from './usage.ts';

/** The command `knowledge import`. */
export const knowledgeImport = defineCommand({
  meta: { name: 'import', description: 'Imports an official document, so that answers can show its wording' },
  args: {
    file: { type: 'positional', required: true, description: 'The document as published: .txt, .docx, .pdf or .html' },
    document: { type: 'string', required: true, description: 'The id under which the document is known, as guizhou' },
    json: { type: 'boolean', description: 'Print the result as one JSON object and keep nothing' },
    write: {
      type: 'boolean',
      description: 'Draft files for clauses that are not held; for a held document say what changed (not with --json)',
    },
    'dry-run': { type: 'boolean', description: 'Keep and write nothing' },
  },
  async run({ args }) {
    const t = loadWordbook(folders.locales).in('zh-CN');
    const extra = args._[1];
    if (extra !== undefined) throw new UsageError(t('import:usage.argument_extra', { argument: extra }));
    const document = parseDocumentId(args.document);
    if (!document) throw new UsageError(t('import:usage.document_unknown', { document: args.document }));
    const { dataDir } = config();
    const official = await importFile(args.file, document, t);
    if (args.json) {
      console.log(JSON.stringify(forMachine(official, t)));
      return;
    }
    for (const line of forPerson(official, t)) console.log(line);
    if (args.write)
      for (const line of compareAndDraft(official, document, dataDir, args['dry-run'] ?? false, t)) console.log(line);
    console.log(args['dry-run'] ? t('import:not_kept') : t('import:kept', { file: keepOriginal(dataDir, official) }));
  },
});

async function importFile(file: string, document: DocumentId, t: Translate): Promise<Import> {
  const { value: forms, faults } = loadPrintedForms(folders.knowledge);
  if (faults.length > 0) throw new FaultyKnowledgeError(faults);
  const lines = await readFile(file, (done, total) => console.error(t('import:progress', { done, total })));
  const official = importLines(document, lines, forms);
  if (official.clauses.length === 0) throw new UnreadableFileError('no-clauses', { name: basename(file) });
  return official;
}

const why = ({ code, params }: ImportWarning, t: Translate): string => t(`import:warning.${code}`, { ...params });

const forMachine = ({ document, clauses, dropped, warnings }: Import, t: Translate) => ({
  document,
  clauses,
  dropped,
  warnings: warnings.map(warning => ({ path: warning.path, text: warning.text, why: why(warning, t) })),
});

function forPerson({ document, clauses, dropped, warnings }: Import, t: Translate): string[] {
  const labels = new Map(clauses.map(({ path, label }) => [path, label]));
  const places = warnings.map(warning => {
    const { path, text } = warning;
    if (path === null) return t('import:nowhere', { text, why: why(warning, t) });
    return t('import:place', { label: labels.get(path) ?? '', path, text, why: why(warning, t) });
  });
  return [
    t('import:count', { document, clauses: clauses.length, dropped: dropped.length }),
    warnings.length === 0 ? t('import:no_warnings') : t('import:warnings', { total: warnings.length }),
    ...places,
  ];
}

function compareAndDraft(official: Import, id: DocumentId, dataDir: string, dryRun: boolean, t: Translate): string[] {
  const { value: policy } = loadPolicy(folders.knowledge);
  const document = policy.documents.get(id);
  const findUnit = unitFinder(policy.units, document?.region);
  const held = [...policy.clauses.values()].filter(clause => clause.document.id === id);
  const changes = changesOf(official, held, keptOriginal(dataDir, id), findUnit);
  const words: DraftWords = {
    provisions: t('import:draft.provisions_comment'),
    unknownUnits: names => t('import:draft.unit_comment', { names: names.join(' ') }),
  };
  const drafts = changes.flatMap(change => {
    const draft = change.kind === 'added' ? draftClause(id, change.official, findUnit, words) : undefined;
    if (!draft || isTaken(folders.knowledge, draft)) return [];
    if (!dryRun) writeDraft(folders.knowledge, draft);
    const { file, unknownUnits } = draft;
    const names = unknownUnits.length > 0 ? [t('import:draft.units', { names: unknownUnits.join(' ') })] : [];
    return [t(dryRun ? 'import:draft.would' : 'import:draft.written', { file }), ...names];
  });
  return [
    ...(document ? [] : [t('import:draft.no_document', { document: id })]),
    ...(held.length === 0 ? [] : describeChanges(changes, id, t)),
    ...drafts,
  ];
}

function describeChanges(changes: readonly Change[], document: DocumentId, t: Translate): string[] {
  if (changes.length === 0) return [t('import:change.none')];
  return changes.flatMap(change => {
    if (change.kind === 'added') {
      const { label, heading, path } = change.official;
      return [t('import:change.added', { label, heading, id: `${document}:${path}` })];
    }
    const { id, label, heading } = change.clause;
    if (change.kind === 'removed') return [t('import:change.removed', { label, heading, id })];
    return [
      t('import:change.changed', { label, heading, id }),
      ...change.differences.map(({ code, params }) =>
        t('import:change.what', { what: t(`knowledge:fault.${code}`, { ...params }) }),
      ),
      ...(change.text ? [t('import:change.text')] : []),
      ...(change.provisions.length > 0 ? [t('import:change.provisions', { list: change.provisions.join(' ') })] : []),
    ];
  });
}
