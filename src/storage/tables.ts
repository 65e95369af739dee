/**
 * The tables as both databases hold them. Instants are ISO text in UTC, booleans 0 or 1, documents JSON text. `Sealed` columns hold personal
 * data, which `sealing/` encrypts; `sealing/columns.ts` lists them.
 */
import type { Generated } from 'kysely';
import type { DeliveryState, Halt } from '../delivery/store.ts';

/** Text as `Sealer.seal` writes it. */
type Sealed = string;

/** Every table by its name. */
export interface Tables {
  sealing_key: SealingKeyTable;
  message: MessageTable;
  session: SessionTable;
  gap: GapTable;
  feedback: FeedbackTable;
  settlement: SettlementTable;
  household: HouseholdTable;
  household_key: HouseholdKeyTable;
  household_import: HouseholdImportTable;
  household_before: HouseholdBeforeTable;
  person: PersonTable;
  identity: IdentityTable;
  household_person: HouseholdPersonTable;
  role_grant: RoleGrantTable;
  chat_group: ChatGroupTable;
  code: CodeTable;
  token: TokenTable;
  audit: AuditTable;
  once: OnceTable;
  inquiry: InquiryTable;
  inquiry_answer: InquiryAnswerTable;
  local_info: LocalInfoTable;
  delivery: DeliveryTable;
  chat: ChatTable;
  channel_account: ChannelAccountTable;
  mute: MuteTable;
  robot: RobotTable;
  attachment: AttachmentTable;
  delivery_halt: DeliveryHaltTable;
  bulletin: BulletinTable;
  bulletin_watch: BulletinWatchTable;
  receipt: ReceiptTable;
  posting: PostingTable;
  posting_import: PostingImportTable;
  job_wish: JobWishTable;
  job_match: JobMatchTable;
  placement: PlacementTable;
  training: TrainingTable;
  training_signup: TrainingSignupTable;
  case_number: CaseNumberTable;
  case_link: CaseLinkTable;
  case_anchor: CaseAnchorTable;
  grievance: GrievanceTable;
  grievance_word: GrievanceWordTable;
  grievance_supporter: GrievanceSupporterTable;
  grievance_pair: GrievancePairTable;
  handler: HandlerTable;
  hardship: HardshipTable;
  webhook: WebhookTable;
  webhook_call: WebhookCallTable;
}

/** The column that names a row of each table; tables that others refer to come first. */
export const TABLE_KEYS = {
  sealing_key: 'id',
  message: 'id',
  session: 'key',
  gap: 'id',
  feedback: 'id',
  settlement: 'id',
  household: 'id',
  household_key: 'id',
  household_import: 'id',
  household_before: 'id',
  person: 'id',
  identity: 'id',
  household_person: 'id',
  role_grant: 'id',
  chat_group: 'id',
  code: 'id',
  token: 'id',
  audit: 'id',
  once: 'key',
  inquiry_answer: 'id',
  inquiry: 'id',
  local_info: 'id',
  delivery: 'id',
  chat: 'id',
  channel_account: 'key',
  mute: 'id',
  robot: 'id',
  attachment: 'id',
  delivery_halt: 'origin',
  bulletin: 'id',
  bulletin_watch: 'id',
  receipt: 'id',
  posting: 'id',
  posting_import: 'id',
  job_wish: 'id',
  job_match: 'id',
  placement: 'id',
  training: 'id',
  training_signup: 'id',
  case_number: 'id',
  case_link: 'id',
  case_anchor: 'day',
  grievance: 'number',
  grievance_word: 'id',
  grievance_supporter: 'id',
  grievance_pair: 'id',
  handler: 'actor',
  hardship: 'number',
  webhook: 'id',
  webhook_call: 'id',
} as const satisfies Readonly<Record<keyof Tables, 'id' | 'key' | 'origin' | 'day' | 'number' | 'actor'>>;

/** The keys that this database was sealed with. */
interface SealingKeyTable {
  id: string;
  since: string;
}

/** The inbox: what came in, and what was said to it once it was done. */
interface MessageTable {
  id: Generated<number>;
  channel: string;
  account: string;
  platform_id: string;
  chat: string;
  chat_kind: 'private' | 'group';
  person: string;
  text: Sealed;
  mentioned: number;
  received_at: string;
  done_at: string | null;
  outgoing: Sealed | null;
  /** 1 where it holds facts that an interview asked for. */
  private: Generated<number>;
  /** What else the platform said of it, as JSON. */
  around: Sealed | null;
}

interface SessionTable {
  key: string;
  state: Sealed;
  updated_at: string;
  /** 1 where a question of an interview or a form is open, 2 where its result was told and is still to be blanked. */
  interviewing: Generated<number>;
}

interface GapTable {
  id: Generated<number>;
  region: string;
  reason: string;
  /** Digest of `topic`. */
  key: string;
  topic: Generated<Sealed>;
  question: Sealed;
  nearest: string | null;
  at: string;
}

interface FeedbackTable {
  id: Generated<number>;
  region: string;
  target: string;
  useful: number;
  at: string;
}

interface SettlementTable {
  id: string;
  region: string;
  county: string;
  name: string;
  record: Sealed;
  version: number;
  updated_at: string;
}

interface HouseholdTable {
  id: string;
  settlement: string;
  building: string;
  record: Sealed;
  version: number;
  updated_at: string;
}

/** What a household can be found by. */
interface HouseholdKeyTable {
  id: Generated<number>;
  household: string;
  kind: string;
  digest: string;
  value: Sealed;
}

interface HouseholdImportTable {
  id: string;
  settlement: string;
  by_actor: string;
  at: string;
  state: string;
  /** How many households it wrote so far. */
  written: number;
  report: Sealed;
}

/** A household as it was before an import changed it; nothing where the import made it. */
interface HouseholdBeforeTable {
  id: Generated<number>;
  import: string;
  household: string;
  record: Sealed | null;
  /** The version that the import wrote. */
  version: number;
}

interface PersonTable {
  id: string;
  name: Sealed;
  created_at: string;
}

/** Who somebody is on a platform. */
interface IdentityTable {
  id: Generated<number>;
  channel: string;
  account: string;
  platform_person: string;
  person: string;
  since: string;
  /** When it was last used with a role; nothing where that was within the hour of `since`. */
  seen_at: string | null;
}

interface HouseholdPersonTable {
  id: Generated<number>;
  person: string;
  household: string;
  member: string;
  linked_by: string;
  linked_at: string;
}

interface RoleGrantTable {
  id: string;
  person: string;
  role: string;
  scope: string;
  granted_by: string;
  granted_at: string;
  revoked_by: string | null;
  revoked_at: string | null;
}

interface ChatGroupTable {
  id: string;
  channel: string;
  account: string;
  chat: string;
  settlement: string;
  building: string | null;
  name: Sealed | null;
  bound_by: string;
  bound_at: string;
  /** When the assistant speaks there. */
  manner: Generated<string>;
  /** `22:00-07:00`; nothing where it is as everywhere. */
  quiet: string | null;
}

/** One-time codes, known by their digest alone. */
interface CodeTable {
  id: string;
  digest: string;
  kind: string;
  payload: Sealed;
  issued_by: string;
  issued_at: string;
  expires_at: string;
  used_by: string | null;
  used_at: string | null;
}

/** Tokens of the API, known by their digest alone. */
interface TokenTable {
  id: string;
  digest: string;
  label: Sealed;
  role: string;
  scope: string;
  issued_by: string;
  issued_at: string;
  expires_at: string;
  revoked_at: string | null;
  used_at: string | null;
}

/** What was done, looked at or refused. No personal text: who, what, on which id, where, when. */
interface AuditTable {
  id: Generated<number>;
  at: string;
  actor: string;
  via: string;
  action: string;
  subject: string | null;
  place: string | null;
  /** `done`, or the code of the refusal. */
  outcome: string;
  reason: string | null;
}

/** What was done under a key that the caller chose, so that asking twice does it once. */
interface OnceTable {
  key: string;
  /** Digest of what was asked. */
  request: string;
  result: Sealed;
  at: string;
}

/** A question to the settlement's cadre. */
interface InquiryTable {
  id: Generated<number>;
  settlement: string;
  region: string;
  /** Digest of `topic_text`: like questions share it. */
  topic: string;
  topic_text: Sealed;
  question: Sealed;
  channel: string;
  account: string;
  chat: string;
  person: string;
  asked_at: string;
  due: string;
  answer: string | null;
}

interface InquiryAnswerTable {
  id: string;
  settlement: string;
  says: Sealed;
  /** Who answered, and what they are called. */
  person: string;
  name: Sealed;
  answered_at: string;
}

/** What only a settlement knows (本点信息). */
interface LocalInfoTable {
  id: string;
  settlement: string;
  topic: Sealed;
  says: Sealed;
  source: Sealed;
  recorded_by: string;
  recorded_on: string;
  ended_at: string | null;
}

/** What goes out, and how far it came. */
interface DeliveryTable {
  id: Generated<number>;
  /** What it comes from: once for each origin and chat. */
  origin: string;
  channel: string;
  account: string;
  chat: string;
  person: string;
  content: Sealed;
  created_at: string;
  /** When it was sent, or given up. */
  ended_at: string | null;
  /** The place in `URGENCIES`. */
  urgency: Generated<number>;
  chat_kind: Generated<'private' | 'group'>;
  thread: string | null;
  reply_to: string | null;
  /** The row of the inbox that it answers. */
  message: number | null;
  state: Generated<DeliveryState>;
  /** It is not sent before; nothing where it may be at once. */
  due_at: string | null;
  attempts: Generated<number>;
  /** So many of its parts were sent. */
  parts: Generated<number>;
  /** What the platform calls them, as JSON. */
  sent_as: Generated<string>;
  doubtful: Generated<number>;
  reason: string | null;
  /** What whoever posted many copies calls where this one goes. */
  target: string | null;
  /** 1 where it goes in quiet hours too. */
  even_quiet: Generated<number>;
}

/** A chat as its platform lets us write to it. */
interface ChatTable {
  id: Generated<number>;
  channel: string;
  account: string;
  chat: string;
  kind: 'private' | 'group';
  name: Sealed | null;
  /** Why nothing can be written there. */
  closed: string | null;
  since: string;
  /** The platform asked to wait until then. */
  hold_until: string | null;
}

/** An account on a platform: who works it, and how it is. */
interface ChannelAccountTable {
  /** `["telegram","123"]` */
  key: string;
  channel: string;
  account: string;
  holder: string | null;
  lease_until: string | null;
  /** As JSON. */
  state: Sealed | null;
  since: string | null;
}

/** Somebody whom the assistant does not listen to in a settlement's groups. */
interface MuteTable {
  id: string;
  /** Digest of who they are on their platform: nothing else is kept of them. */
  who: string;
  settlement: string;
  /** The group in which it was done. */
  chat_group: string | null;
  by_actor: string;
  at: string;
  /** Nothing where it is for good. */
  until: string | null;
}

/** A group robot of WeCom; which group it belongs to stands in `chat_group`. */
interface RobotTable {
  id: string;
  digest: string;
  secret: Sealed;
  added_at: string;
}

/** A photo or file that somebody sent. */
interface AttachmentTable {
  id: string;
  channel: string;
  account: string;
  person: string;
  name: Sealed | null;
  type: string;
  /** In base64. */
  content: Sealed;
  at: string;
  /** Where to say what becomes of the work on it, while there is some. */
  chat: string | null;
  /** What that work is known by: the import that takes it in. */
  work: string | null;
  /** The case that it belongs to: it is kept as long as that. */
  case_number: number | null;
}

/** Origins of which nothing more goes out, for a while or for good. */
interface DeliveryHaltTable {
  origin: string;
  state: Halt;
  at: string;
}

/** Where somebody is on a platform. */
interface Addressed {
  channel: string;
  account: string;
  chat: string;
  person: string;
}

/** How far something belongs to whom: what is empty is not narrowed down. */
interface Placed {
  region: string | null;
  county: string | null;
  settlement: string | null;
}

/** What is announced to groups. Its copies stand in `delivery`. */
interface BulletinTable {
  id: string;
  kind: string;
  state: string;
  /** As JSON. */
  content: Sealed;
  /** As JSON: places, buildings, tags, and who is left out. */
  audience: string;
  /** `posting:j_01k9…`: what it announces, where that is kept elsewhere. */
  announces: string | null;
  by_actor: string;
  at: string;
  /** When it is due. */
  start_at: string | null;
  /** As JSON: when it comes again. */
  repeat: string | null;
  /** The one that it is a repetition of. */
  series: string | null;
  version: number;
  /** Who did what with it when, as JSON. */
  life: Sealed;
  /** Whether copies that went are still to be taken back, or worded anew. */
  unsettled: number;
}

/** Who is told how far a bulletin is, and what was said last. */
interface BulletinWatchTable extends Addressed {
  id: Generated<number>;
  bulletin: string;
  language: string;
  shown: Generated<string>;
  shown_at: string | null;
}

/** That somebody has read a bulletin (收到). */
interface ReceiptTable extends Addressed {
  id: Generated<number>;
  bulletin: string;
  chat_group: string;
  settlement: string;
  /** Of the group, or of the household. */
  building: string | null;
  household: string | null;
  name: Sealed | null;
  at: string;
}

interface PostingTable extends Placed {
  id: string;
  state: string;
  record: Sealed;
  /** Digest of what makes two postings one. */
  digest: string;
  valid_until: string;
  added_at: string;
  import: string | null;
  version: number;
  /** 1 once people were found for it. */
  sought: Generated<number>;
}

interface PostingImportTable extends Placed {
  id: string;
  by_actor: string;
  at: string;
  state: string;
  report: Sealed;
}

/** What somebody looks for. */
interface JobWishTable extends Addressed, Placed {
  id: string;
  state: string;
  record: Sealed;
  updated_at: string;
  /** Counts its changes. */
  version: Generated<number>;
}

interface JobMatchTable {
  id: Generated<number>;
  wish: string;
  posting: string;
  score: number;
  /** As JSON: fixed words, and what they are about. */
  reasons: string;
  found_at: string;
  told_at: string | null;
  answer: string | null;
}

/** That somebody was brought to a job, and what became of it. */
interface PlacementTable extends Placed {
  id: string;
  /** Nothing in these four where only the office speaks with them. */
  channel: string | null;
  account: string | null;
  chat: string | null;
  person: string | null;
  household: string | null;
  member: string | null;
  posting: string | null;
  state: string;
  record: Sealed;
  begun_on: string;
  /** When they are asked next. */
  next_on: string | null;
  updated_at: string;
}

interface TrainingTable extends Placed {
  id: string;
  state: string;
  record: Sealed;
  closes_on: string;
  at: string;
  version: number;
}

interface TrainingSignupTable extends Addressed {
  id: Generated<number>;
  training: string;
  settlement: string | null;
  household: string | null;
  member: string | null;
  record: Sealed;
  state: string;
  at: string;
}

/** Numbers of cases of every track: each row is one, in the order in which they came in. */
interface CaseNumberTable {
  id: Generated<number>;
}

/** What was done with a case, link by link. */
interface CaseLinkTable {
  id: Generated<number>;
  case_number: number;
  seq: number;
  before: string;
  by_actor: string;
  action: string;
  at: string;
  digest: string;
  hash: string;
  /** What was said, with its salt, as JSON; nothing where nothing was, or where it was erased. */
  payload: Sealed | null;
}

/** How all chains ended when a day was over. */
interface CaseAnchorTable {
  day: string;
  cases: number;
  hash: string;
  at: string;
}

interface GrievanceTable {
  number: number;
  state: string;
  kind: string;
  danger: string;
  /** 0 where life or limb is at stake, 1 elsewhere: the queue goes by it. */
  rank: number;
  region: string;
  county: string | null;
  settlement: string | null;
  unit: string | null;
  holder: string | null;
  lease_until: string | null;
  /** Nothing in these four where only the office speaks with them, or where it was erased. */
  channel: string | null;
  account: string | null;
  chat: string | null;
  person: string | null;
  household: string | null;
  taken_by: string | null;
  received_at: string;
  due_at: string;
  step_due_at: string | null;
  /** The place in `ALARMS`. */
  alarm: number;
  alarm_at: string | null;
  returns: number;
  reopenings: number;
  calls: number;
  extensions: number;
  /** As JSON. */
  handlers: string;
  answered_at: string | null;
  ended_at: string | null;
  outcome: string | null;
  merged_into: number | null;
  supporters: number;
  /** Nothing where it was erased. */
  record: Sealed | null;
  /** Whether a supervisor has to decide on it. */
  undecided: number;
  version: number;
}

/** A word that a grievance can be found by. */
interface GrievanceWordTable {
  id: Generated<number>;
  grievance: number;
  digest: string;
  value: Sealed;
}

/** Somebody who has the same trouble (我家也是). The address is empty once it was erased. */
interface GrievanceSupporterTable extends Addressed {
  id: Generated<number>;
  grievance: number;
  household: string | null;
  at: string;
}

/** Two grievances that belong together; the smaller number first. */
interface GrievancePairTable {
  id: Generated<number>;
  one: number;
  other: number;
}

/** How a handler works. */
interface HandlerTable {
  actor: string;
  /** As JSON; nothing for all units. */
  units: string | null;
  away_until: string | null;
}

/** A report of hardship (防返贫自主申报). */
interface HardshipTable extends Placed {
  number: number;
  state: string;
  risk: string;
  people: number;
  channel: string | null;
  account: string | null;
  chat: string | null;
  person: string | null;
  household: string | null;
  taken_by: string | null;
  received_at: string;
  due_at: string;
  alarm: number;
  alarm_at: string | null;
  publicised_on: string | null;
  publicised_until: string | null;
  /** As JSON: the actors who assessed it. */
  assessors: string;
  decided_at: string | null;
  ended_at: string | null;
  record: Sealed | null;
  version: number;
}

/** Where another program wants to be told of what becomes of cases. */
interface WebhookTable {
  id: string;
  url: Sealed;
  secret: Sealed;
  /** As JSON: which events it is told of. */
  events: string;
  /** How far it reaches, as scopes are written. */
  scope: string;
  by_actor: string;
  at: string;
  ended_at: string | null;
}

/** One call of a webhook, and how far it came. It holds no personal text. */
interface WebhookCallTable {
  id: Generated<number>;
  webhook: string;
  event: string;
  /** What is told, as JSON. */
  body: string;
  at: string;
  /** Nothing once it is done or given up. */
  due_at: string | null;
  attempts: Generated<number>;
  done_at: string | null;
  /** What the last attempt came to, where it failed. */
  fault: string | null;
  /** Of HTTP, where it answered. */
  status: number | null;
}
