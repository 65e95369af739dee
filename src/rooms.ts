/**
 * Joins the rooms that keep who is where, and what people ask of each other: the server and the command line work with the same.
 */
import { type Attachments, createAttachments } from './attachments/index.ts';
import { type Announced, type BulletinContent, type Bulletins, createBulletins, createBulletinWords } from './bulletin/index.ts';
import { citedClauses } from './conversation/cited-clauses.ts';
import { createAnswerWords, createCadreWords, type SessionOf } from './conversation/desk/answer-words.ts';
import { withButtons } from './conversation/desk/bulletins/buttons.ts';
import { createDangerVoice } from './conversation/desk/grievances/danger-voice.ts';
import { createEarlySignWords } from './conversation/desk/grievances/early-sign-words.ts';
import { createStaffVoice } from './conversation/desk/grievances/voice.ts';
import { createGroupTest } from './conversation/desk/group-test.ts';
import { householdTables } from './conversation/desk/imports/household-kind.ts';
import { postingTables } from './conversation/desk/imports/posting-kind.ts';
import { createTableImports } from './conversation/desk/imports/table-imports.ts';
import type { TableImports } from './conversation/desk/imports/tables.ts';
import { createEmploymentVoice } from './conversation/desk/work/voice.ts';
import { type Alarm, createAlarm } from './conversation/grievances/alarm.ts';
import { createReporterVoice } from './conversation/grievances/reporter-voice.ts';
import { createHardshipVoice } from './conversation/hardship/voice.ts';
import { createDeliveries, type Deliveries } from './delivery/index.ts';
import { createPack, type Pack } from './delivery/pack.ts';
import { householdTemplate } from './directory/household-sheet/index.ts';
import { createDirectory, type Directory } from './directory/index.ts';
import type { Group } from './directory/model.ts';
import { createAnnouncedPostings } from './employment/announced-postings.ts';
import { createEmployment, type Employment } from './employment/index.ts';
import type { JobWords } from './employment/job-words.ts';
import { employmentKnowledge } from './employment-knowledge.ts';
import { createEarlySigns, type EarlySigns } from './grievance/early-signs.ts';
import { createHardships } from './grievance/hardship/index.ts';
import { HARDSHIP_EVENTS, hardshipEvent, hardshipNews } from './grievance/hardship/news.ts';
import type { Hardships } from './grievance/hardship/service.ts';
import { createGrievances, type Grievances } from './grievance/index.ts';
import { createLedgers, type Ledgers } from './grievance/ledgers.ts';
import { eventOf, GRIEVANCE_EVENTS, newsOf } from './grievance/news.ts';
import { grievanceKnowledge } from './grievance-knowledge.ts';
import { hardshipKnowledge } from './hardship-knowledge.ts';
import { createInquiries, createLocalKnowledge, type Inquiries, type LocalKnowledge } from './inquiry/index.ts';
import type { Category } from './knowledge/categories.ts';
import type { Wordbook } from './language/i18n.ts';
import { RETENTION } from './operations/retention.ts';
import { sends } from './sending.ts';
import type { Clock } from './shared/clock.ts';
import type { HouseholdId } from './shared/ids.ts';
import { systemRandom } from './shared/random.ts';
import { shipped } from './shipped.ts';
import type { Storage } from './storage/index.ts';
import { createWebhooks, type Webhooks } from './webhook/index.ts';

/** The rooms. */
export interface Rooms {
  readonly directory: Directory;
  readonly bulletins: Bulletins;
  readonly inquiries: Inquiries;
  readonly localKnowledge: LocalKnowledge;
  readonly deliveries: Deliveries;
  /** What is to be passed on by hand. */
  readonly pack: Pack;
  readonly attachments: Attachments;
  readonly tables: TableImports;
  readonly employment: Employment;
  /** Passes present danger on to those on the spot. */
  readonly alarm: Alarm;
  readonly grievances: Grievances;
  readonly earlySigns: EarlySigns;
  readonly hardships: Hardships;
  readonly caseLedgers: Ledgers;
  /** The kinds of grievance; read when they are first needed. */
  readonly categories: () => ReadonlyMap<string, Category>;
  readonly webhooks: Webhooks;
}

/** How the rooms are joined. */
export interface RoomOptions {
  /** So many days what people send is kept. Default: as `RETENTION` says. */
  readonly fileDays?: number;
  /** Puts what bulletins announce into words when they go. Default: postings as they are then. */
  readonly wordsOf?: (announced: Announced) => Promise<BulletinContent | undefined>;
  /** Networks of one's own that webhooks may lead into. Default: the internet alone. */
  readonly webhookNetworks?: readonly string[];
  /** Told where work beside the conversation failed. Default: nobody is. */
  readonly onFault?: (error: unknown) => void;
}

/** A browser may be somebody else's after a while; an account on a platform looks after itself. */
const IDLE_DAYS = { web: 30 };

/** Joins the rooms on their stores. */
export function createRooms(
  storage: Storage,
  wordbook: Wordbook,
  clock: Clock,
  { fileDays = RETENTION.attachments, wordsOf, webhookNetworks, onFault = () => {} }: RoomOptions = {},
): Rooms {
  const attachments = createAttachments({ store: storage.attachments, clock, days: fileDays });
  const onErased = async (household: HouseholdId) => {
    await storage.conversation.endAbout(household);
    await storage.bulletins.eraseHousehold(household);
    await storage.employment.eraseHousehold(household);
    await grievances.eraseHousehold(household);
    await hardships.eraseHousehold(household);
    // It may stand in a table that was sent and not taken in.
    await attachments.eraseTables();
    tables.forget();
  };
  const deliveries = createDeliveries(storage.delivery, clock);
  const onRebound = ({ chat: from }: Group, { chat: to, ...group }: Group) => deliveries.follow(group, from, to);
  const onTest = createGroupTest(deliveries, wordbook, clock);
  const onMerged = async (from: HouseholdId, into: HouseholdId) => {
    await hardships.moveHousehold(from, into);
    await grievances.moveHousehold(from, into);
  };
  const directory = createDirectory({
    store: storage.directory,
    clock,
    idleDays: IDLE_DAYS,
    onErased,
    onMerged,
    onTest,
    onRebound,
  });
  const wording = shipped.householdWords;
  const working = employmentKnowledge();
  const skillName: JobWords['nameOf'] = (...skill) => working.knowledge.skills.nameOf(...skill);
  const announced = createAnnouncedPostings({ store: storage.employment, wordbook, clock, skillName });
  const employment: Employment = createEmployment({
    store: storage.employment,
    directory,
    deliveries,
    clock,
    ...working,
    announced,
    voice: createEmploymentVoice(wordbook, skillName),
    onEnded: async ids => {
      for (const id of ids) await bulletins.withdraw({ kind: 'posting', id });
    },
  });
  const tables = createTableImports({
    attachments,
    directory,
    deliveries,
    wordbook,
    kinds: [postingTables(directory, employment, clock), householdTables({ directory, wording, clock })],
    makeTemplate: () => householdTemplate(wording()),
    whenCommitted: work => storage.delivery.whenCommitted(work),
    onFault,
  });
  const sessionOf: SessionOf = key => storage.conversation.session(key);
  const aboutHardship = hardshipKnowledge();
  const hardships: Hardships = createHardships({
    store: storage.hardships,
    history: storage.grievances,
    directory,
    deliveries,
    clock,
    random: systemRandom,
    ...aboutHardship,
    onMoved: (report, move) => webhooks.emit(hardshipEvent(move), report.place, hardshipNews(report, move, clock.now())),
    voice: createHardshipVoice(wordbook, sessionOf, aboutHardship.knowledge),
  });
  const parts = { store: storage.inquiry, directory, clock, ids: directory.ids };
  const bulletins = createBulletins({
    store: storage.bulletins,
    directory,
    deliveries,
    words: withButtons(
      createBulletinWords({
        wordbook,
        clauses: citedClauses(shipped.policy),
        clock,
        languageOf: async to => (await sessionOf(to))?.language,
      }),
      wordbook,
    ),
    wordsOf: wordsOf ?? announced.wordsOf,
    sends,
    clock,
    ids: directory.ids,
  });
  const webhooks = createWebhooks({
    store: storage.webhooks,
    directory,
    clock,
    events: [...GRIEVANCE_EVENTS, ...HARDSHIP_EVENTS],
    networks: webhookNetworks,
  });
  const { categories, earlySigns: figures, mask, ...known } = grievanceKnowledge();
  const speaking = { wordbook, sessionOf, clock };
  const grievances: Grievances = createGrievances({
    store: storage.grievances,
    directory,
    deliveries,
    voice: {
      ...createReporterVoice({ ...speaking, policyOf: shipped.policy, categoriesOf: categories }),
      ...createStaffVoice({ ...speaking, gazetteer: directory.gazetteer, categories }),
      ...createDangerVoice({ ...speaking, gazetteer: directory.gazetteer }),
    },
    ...known,
    clock,
    random: systemRandom,
    onMoved: (grievance, move) => webhooks.emit(eventOf(move), grievance.place, newsOf(grievance, move, clock.now())),
  });
  const earlySigns = createEarlySigns({
    store: storage.earlySigns,
    directory,
    deliveries,
    figures,
    words: createEarlySignWords({ ...speaking, categories, figures }),
    clock,
  });
  return {
    directory,
    deliveries,
    grievances,
    earlySigns,
    categories,
    caseLedgers: createLedgers({ store: storage.grievances, directory, mask: (...text) => mask()(...text), clock }),
    webhooks,
    bulletins,
    attachments,
    tables,
    pack: createPack(deliveries, directory),
    inquiries: createInquiries({
      ...parts,
      deliveries,
      words: createAnswerWords(wordbook, sessionOf),
      cadreWords: createCadreWords(wordbook, sessionOf),
    }),
    localKnowledge: createLocalKnowledge(parts),
    employment,
    alarm: createAlarm({ directory, deliveries, wordbook, sessionOf }),
    hardships,
  };
}
