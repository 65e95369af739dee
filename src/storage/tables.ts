/**
 * The tables as both databases hold them. Instants are ISO text in UTC, booleans 0 or 1, documents JSON text. `Sealed` columns hold personal
 * data, which `sealing/` encrypts; `sealing/columns.ts` lists them.
 */
import type { Generated } from 'kysely';

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
} as const satisfies Readonly<Record<keyof Tables, 'id' | 'key'>>;

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
  state: Generated<'waiting' | 'sending' | 'sent' | 'failed'>;
  /** It is not sent before; nothing where it may be at once. */
  due_at: string | null;
  attempts: Generated<number>;
  /** So many of its parts were sent. */
  parts: Generated<number>;
  /** What the platform calls them, as JSON. */
  sent_as: Generated<string>;
  doubtful: Generated<number>;
  reason: string | null;
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
}
