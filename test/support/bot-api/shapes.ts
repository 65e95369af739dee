/**
 * What the Bot API sends and takes, as its documentation writes it: as much of it as the double speaks.
 */

/** Somebody on Telegram, bots included. */
export interface ApiUser {
  readonly id: number;
  readonly is_bot: boolean;
  readonly first_name: string;
  readonly username?: string | undefined;
  readonly language_code?: string | undefined;
}

export interface ApiChat {
  readonly id: number;
  readonly type: 'private' | 'group' | 'supergroup';
  readonly title?: string | undefined;
  readonly first_name?: string | undefined;
  readonly is_forum?: true | undefined;
}

/** Something within a text; counted in UTF-16 units. */
export interface ApiEntity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly user?: ApiUser | undefined;
  readonly url?: string | undefined;
}

/** A file as a message names it. */
export interface ApiFile {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly file_size?: number | undefined;
  readonly file_name?: string | undefined;
  readonly mime_type?: string | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

export interface ApiButton {
  readonly text: string;
  readonly callback_data?: string | undefined;
  readonly url?: string | undefined;
}

export interface ApiKeyboard {
  readonly inline_keyboard: readonly (readonly ApiButton[])[];
}

export interface ApiMessage {
  readonly message_id: number;
  /** Seconds. */
  readonly date: number;
  readonly chat: ApiChat;
  readonly from?: ApiUser | undefined;
  readonly sender_chat?: ApiChat | undefined;
  readonly message_thread_id?: number | undefined;
  readonly is_topic_message?: true | undefined;
  readonly reply_to_message?: ApiMessage | undefined;
  readonly text?: string | undefined;
  readonly entities?: readonly ApiEntity[] | undefined;
  readonly caption?: string | undefined;
  readonly photo?: readonly ApiFile[] | undefined;
  readonly document?: ApiFile | undefined;
  readonly voice?: ApiFile | undefined;
  readonly edit_date?: number | undefined;
  readonly reply_markup?: ApiKeyboard | undefined;
  readonly new_chat_members?: readonly ApiUser[] | undefined;
  readonly left_chat_member?: ApiUser | undefined;
  readonly migrate_to_chat_id?: number | undefined;
  readonly migrate_from_chat_id?: number | undefined;
}

/** How somebody is within a chat. */
export type MemberStatus = 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked';

export interface ApiMember {
  readonly user: ApiUser;
  readonly status: MemberStatus;
  readonly can_send_messages?: boolean | undefined;
  readonly is_member?: boolean | undefined;
}

export interface ApiMemberUpdate {
  readonly chat: ApiChat;
  readonly from: ApiUser;
  readonly date: number;
  readonly old_chat_member: ApiMember;
  readonly new_chat_member: ApiMember;
}

export interface ApiCallback {
  readonly id: string;
  readonly from: ApiUser;
  readonly chat_instance: string;
  readonly data: string;
  readonly message?: ApiMessage | undefined;
}

/** What an update tells of; each has one of them. */
export interface ApiNews {
  readonly message?: ApiMessage;
  readonly edited_message?: ApiMessage;
  readonly callback_query?: ApiCallback;
  readonly my_chat_member?: ApiMemberUpdate;
  readonly chat_member?: ApiMemberUpdate;
}

export interface ApiUpdate extends ApiNews {
  readonly update_id: number;
}
