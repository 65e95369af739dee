/**
 * The bare bot that `bench:channels` measures beside: it says what it heard, and keeps nothing.
 */
import { run } from '@grammyjs/runner';
import { Bot } from 'grammy';
import { onStop, say } from '../support/process.ts';

const bot = new Bot(process.env['TELEGRAM_TOKEN']!, { client: { apiRoot: process.env['TELEGRAM_API']! } });
bot.on('message:text', ctx => ctx.reply(ctx.message.text));
const runner = run(bot);
onStop(async () => runner.stop());
say('started');
