import { GrammyError, HttpError } from 'grammy';
import { describe, expect, it } from 'vitest';
import { editionOf, outcomeOf, reasonOf, removalOf, waitOf } from '../../../src/channels/telegram/outcome.ts';

const refusal = (error_code: number, description: string, parameters = {}) =>
  new GrammyError('Call failed!', { ok: false, error_code, description, parameters }, 'sendMessage', { text: '低保' });
const network = (fields: object) => new HttpError('Network request failed!', Object.assign(new Error('x'), fields));

const refused = (reason: string, closes: boolean) => ({ kind: 'refused', reason, closes });

describe('what becomes of a message on Telegram', () => {
  it.each([
    [429, 'Too Many Requests: retry after 7', { retry_after: 7 }, { kind: 'wait', ms: 7000, whose: 'chat', reason: 'rate' }],
    [429, 'Too Many Requests', {}, { kind: 'wait', ms: 5000, whose: 'chat', reason: 'rate' }],
    [
      400,
      'Bad Request: group chat was upgraded to a supergroup chat',
      { migrate_to_chat_id: -1001 },
      { kind: 'moved', chat: '-1001' },
    ],
    [403, 'Forbidden: bot was kicked from the supergroup chat', {}, refused('kicked', true)],
    [403, 'Forbidden: bot is not a member of the supergroup chat', {}, refused('kicked', true)],
    [403, 'Forbidden: bot was blocked by the user', {}, refused('blocked', true)],
    [403, 'Forbidden: user is deactivated', {}, refused('deactivated', true)],
    [403, "Forbidden: bot can't initiate conversation with a user", {}, refused('blocked', true)],
    [403, 'Forbidden: the group chat was deleted', {}, refused('gone', true)],
    [403, 'Forbidden: something new', {}, refused('restricted', true)],
    [400, 'Bad Request: chat not found', {}, refused('gone', true)],
    [400, 'Bad Request: not enough rights to send text messages to the chat', {}, refused('restricted', true)],
    [400, 'Bad Request: have no rights to send a message', {}, refused('restricted', true)],
    [400, 'Bad Request: CHAT_WRITE_FORBIDDEN', {}, refused('restricted', true)],
    [400, 'Bad Request: not enough rights to send photos to the chat', {}, refused('restricted', false)],
    [400, 'Bad Request: TOPIC_CLOSED', {}, refused('restricted', false)],
    [400, 'Bad Request: message thread not found', {}, refused('restricted', false)],
    [400, 'Bad Request: message is too long', {}, refused('unfit', false)],
    [400, 'Bad Request: BUTTON_DATA_INVALID', {}, refused('unfit', false)],
    [413, 'Request Entity Too Large', {}, refused('unfit', false)],
    [401, 'Unauthorized', {}, { kind: 'wait', ms: 300_000, whose: 'account', reason: 'unauthorised' }],
    [404, 'Not Found', {}, { kind: 'wait', ms: 300_000, whose: 'account', reason: 'unauthorised' }],
    [500, 'Internal Server Error', {}, { kind: 'again', reason: 'server', perhaps: true }],
    [502, 'Bad Gateway', {}, { kind: 'again', reason: 'server', perhaps: true }],
  ])('where it answers %i %s', (code, description, parameters, outcome) => {
    expect(outcomeOf(refusal(code, description, parameters))).toEqual(outcome);
  });

  it('is to be tried again, and perhaps was sent, where an answer says nothing at all', () => {
    const nothing = new GrammyError('Call failed!', {} as never, 'sendMessage', {});
    expect(outcomeOf(nothing)).toEqual({ kind: 'again', reason: 'server', perhaps: true });
  });

  it.each([
    [{ code: 'ECONNREFUSED' }, 'network', false],
    [{ code: 'ENOTFOUND' }, 'network', false],
    [{ code: 'ECONNRESET' }, 'network', true],
    [{ code: 'ETIMEDOUT' }, 'network', true],
    [{}, 'network', true],
    [{ type: 'invalid-json' }, 'server', true],
  ])('where the connection breaks: %j', (fields, reason, perhaps) => {
    expect(outcomeOf(network(fields))).toEqual({ kind: 'again', reason, perhaps });
  });

  it.each([[new Error('x')], ['x'], [null], [undefined]])('is never unknown: %s', error => {
    expect(outcomeOf(error)).toEqual({ kind: 'again', reason: 'network', perhaps: true });
  });
});

describe('what becomes of a message that is taken away', () => {
  it('is away where it was away, and closes no chat where it may not be', () => {
    expect(removalOf(refusal(400, 'Bad Request: message to delete not found'))).toEqual({ kind: 'sent' });
    expect(removalOf(refusal(400, "Bad Request: message can't be deleted"))).toEqual(refused('past', false));
    expect(removalOf(refusal(403, 'Forbidden: not enough rights to delete'))).toEqual(refused('restricted', false));
    expect(removalOf(refusal(403, 'Forbidden: bot was kicked from the group chat'))).toEqual(refused('kicked', true));
  });
});

describe('what becomes of a message that is worded anew', () => {
  it.each([
    ['message is not modified: specified new message content is the same', { kind: 'sent' }],
    ['message to edit not found', refused('past', false)],
    ["message can't be edited", refused('past', false)],
    ['MESSAGE_ID_INVALID', refused('past', false)],
    ['message is too long', refused('unfit', false)],
    ['chat not found', refused('gone', true)],
  ])('where it answers that %s', (words, outcome) => {
    expect(editionOf(refusal(400, `Bad Request: ${words}`))).toEqual(outcome);
  });
});

describe('how the account is', () => {
  it.each([
    [refusal(401, 'Unauthorized'), 'unauthorised', undefined],
    [refusal(409, 'Conflict: terminated by other getUpdates request'), 'conflict', undefined],
    [refusal(429, 'Too Many Requests', { retry_after: 3 }), 'rate', 3000],
    [refusal(500, 'Internal Server Error'), 'server', undefined],
    [network({ code: 'ECONNREFUSED' }), 'network', undefined],
  ])('is told by %s', (error, reason, wait) => {
    expect(reasonOf(error)).toBe(reason);
    expect(waitOf(error)).toBe(wait);
  });
});
