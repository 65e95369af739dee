// dependency-cruiser has swc read every file as plain TypeScript; pages are TSX, and it has no option for them yet.
const swc = require('@swc/core');
const { parseFileSync } = swc;
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith('.tsx') });

/** Who may import whom. Each rule's comment is printed when it is broken. */
const room = name => `^src/${name}/`;
const only = (name, allowed, why) => ({
  name: `${name}-imports`,
  comment: why,
  severity: 'error',
  from: { path: room(name) },
  to: { path: '^src/', pathNot: [room(name), ...allowed.map(room)] },
});
const onlyIn = (library, path, why) => ({
  name: `${library.replace(/[^a-z0-9-]+/gi, '-')}-in-one-place`,
  comment: why,
  severity: 'error',
  from: { path: '^src/', pathNot: path },
  to: { path: `node_modules/${library}/` },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', comment: 'Imports run one way: break the cycle by moving what both need inward.', severity: 'error', from: {}, to: { circular: true } },
    only('shared', [], 'shared is the ground: it imports nothing of ours.'),
    only('message', ['shared'], 'message knows no subject and no platform.'),
    only('language', ['shared'], 'language knows words, not policy.'),
    only('http', ['shared'], 'http routes and limits; it knows no subject.'),
    only('knowledge', ['language', 'shared'], 'knowledge is policy as data, without conversation, storage or channel.'),
    only('eligibility', ['knowledge', 'shared'], 'eligibility is pure: facts, a scheme and a day in, a decision out.'),
    {
      name: 'eligibility-is-pure',
      comment: 'No file, no clock, no library: what eligibility needs is passed in.',
      severity: 'error',
      from: { path: '^src/eligibility/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'] },
    },
    only('spreadsheet', ['shared'], 'spreadsheet reads and writes cells; it knows no subject.'),
    only('attachments', ['message', 'shared', 'spreadsheet'], 'attachments keeps what people send; it knows no subject and no platform.'),
    only('directory', ['message', 'shared', 'spreadsheet'], 'the directory knows who is where and who may do what; others ask it.'),
    only('delivery', ['directory', 'message', 'shared'], 'delivery knows no subject.'),
    only('inquiry', ['delivery', 'directory', 'knowledge', 'language', 'message', 'shared'], 'a subject room never imports another one.'),
    only('api', ['directory', 'inquiry', 'delivery', 'eligibility', 'knowledge', 'language', 'http', 'shared', 'spreadsheet'], 'the API never speaks to conversations, channels or the database.'),
    only('operations', ['knowledge', 'language', 'shared'], 'what keeps the assistant running is told of the database through ports.'),
    only('conversation', ['attachments', 'delivery', 'directory', 'inquiry', 'eligibility', 'knowledge', 'language', 'message', 'shared', 'spreadsheet'], 'conversation never names a platform, a database or the web.'),
    only('channels/web', ['message', 'language', 'http', 'shared'], 'a channel decodes and renders; the handler for what comes in is handed to it.'),
    only('channels/terminal', ['message', 'language', 'http', 'shared'], 'a channel decodes and renders; the handler for what comes in is handed to it.'),
    only('channels/telegram', ['message', 'language', 'http', 'shared'], 'a channel decodes and renders; the handler for what comes in is handed to it.'),
    only('channels/wechat', ['message', 'language', 'http', 'shared'], 'a channel decodes and renders; the handler for what comes in is handed to it.'),
    only('channels/wecom', ['message', 'language', 'http', 'shared'], 'a channel decodes and renders; the handler for what comes in is handed to it.'),
    only('schedule', ['shared'], 'schedule runs a table of jobs that it is given.'),
    {
      name: 'storage-only-from-app',
      comment: 'A room declares the store that it needs; only app.ts, with rooms.ts, jobs.ts, lines.ts and account-page.ts, and the commands join it to the database.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/storage/', '^src/(app|rooms|jobs|lines|account-page)\\.ts$', '^src/commands/'] },
      to: { path: '^src/storage/' },
    },
    {
      name: 'channels-only-from-app',
      comment: 'Nothing but app.ts, with platforms.ts and account-page.ts, and the commands imports a channel.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/channels/', '^src/(app|platforms|account-page)\\.ts$', '^src/commands/'] },
      to: { path: '^src/channels/' },
    },
    onlyIn('(grammy|@grammyjs/[a-z-]+)', '^src/channels/telegram/', 'grammy is known to the Telegram channel alone.'),
    onlyIn('(wechaty|wechaty-puppet|wechaty-puppet-service|file-box)', '^src/channels/wechat/', 'wechaty is known to the WeChat channel alone.'),
    onlyIn('sqlite3', '^src/storage/', 'sqlite3 is known to storage alone.'),
    onlyIn('pg', '^src/storage/', 'pg is known to storage alone.'),
    onlyIn('kysely', '^src/storage/', 'kysely is known to storage alone.'),
    onlyIn('node-cron', '^src/schedule/', 'node-cron is known to schedule alone.'),
    onlyIn('(@cj-tech-master/excelts|@e965/xlsx)', '^src/spreadsheet/', 'spreadsheets are read and written by spreadsheet alone.'),
    onlyIn('sharp', '^src/attachments/photo\\.ts$', 'pictures of strangers are opened in one place, with its limits.'),
    onlyIn('chinese-days', '^src/shared/working-days\\.ts$', 'working days stand behind shared/working-days.ts.'),
    onlyIn('prom-client', '^src/operations/', 'figures about the running program are kept by operations.'),
    onlyIn('@hono/zod-openapi', '^src/http/', 'routing is known to http alone.'),
    onlyIn('hono/(?!dist/(types/)?jsx/).+', '^src/http/', 'routing is known to http alone; pages elsewhere use hono/jsx.'),
    onlyIn('@hono/node-server', '^src/http/', 'the web server is known to http alone.'),
    onlyIn('i18next', '^src/language/', 'i18next is known to language alone.'),
    onlyIn('@node-rs/jieba', '^src/language/', 'segmentation is known to language alone.'),
    onlyIn('pinyin-pro', '^src/language/', 'pinyin is known to language alone.'),
    onlyIn('opencc-js', '^src/language/', 'traditional characters are known to language alone.'),
    onlyIn('fuse\\.js', '^src/language/fuzzy\\.ts$', 'fuse.js stands behind language/fuzzy.ts.'),
    onlyIn('(mammoth|unpdf|htmlparser2)', '^src/knowledge/import/', 'documents are read by the importer alone.'),
    onlyIn('(yaml|js-yaml)', '^src/(knowledge/|commands/chat\\.ts$)', 'YAML is read by knowledge; chat records a journey.'),
    onlyIn('citty', '^src/(main\\.ts|commands/)', 'the command line is known to main.ts and its commands.'),
    { name: 'no-orphans', comment: 'Nothing imports this file: delete it.', severity: 'error', from: { orphan: true, path: '^src/', pathNot: ['^src/main\\.ts$', '^src/channels/web/assets/', '^src/spreadsheet/reader-process\\.ts$'] }, to: {} },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
