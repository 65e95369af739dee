/**
 * Where things stand on disk, and what the environment says. Nothing else reads the environment.
 */
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type ByKind, parseKeep, RETENTION } from './operations/retention.ts';
import { parseNetwork } from './webhook/networks.ts';

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The folders that ship with the program, and the one where it keeps what it can make again. */
export const folders = Object.freeze({
  root: at(''),
  knowledge: at('knowledge'),
  locales: at('locales'),
  cache: at('node_modules/.cache/anjia'),
});

const port = z
  .string()
  .regex(/^\d+$/)
  .transform(Number)
  .refine(value => value <= 65_535);

/** Without the stroke at its end. */
const webAddress = z.url({ protocol: /^https?$/ }).transform(url => url.replace(/\/+$/, ''));

/** Each key of the environment, its default and its form; `.env.example` explains them. */
const environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(3000),
  DATA_DIR: z.string().min(1).default(at('data')),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
  DATA_KEYS: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=(\s*,\s*[A-Za-z0-9+/]{43}=)*$/)
    .optional(),
  KEEP_DAYS: z
    .string()
    .regex(/^[1-9]\d{0,4}$/)
    .transform(Number)
    .default(30),
  ANJIA_TOKEN: z.string().optional(),
  KEEP: z
    .string()
    .transform(parseKeep)
    .refine(days => days !== undefined)
    .default(RETENTION),
  BACKUPS: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .default(7),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,200}$/)
    .optional(),
  PUBLIC_URL: webAddress.optional(),
  TELEGRAM_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]{20,}$/)
    .optional(),
  TELEGRAM_API: webAddress.default('https://api.telegram.org'),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{16,256}$/)
    .optional(),
  WECHAT_TOKEN: z.string().min(1).optional(),
  WECHAT_ENDPOINT: z
    .string()
    .regex(/^[\w.-]+:\d{1,5}$/)
    .optional(),
  WECHAT_PUPPET: z
    .string()
    .regex(/^(@[\w-]+\/)?wechaty-puppet-[\w-]+$/)
    .default('wechaty-puppet-service'),
  WECHAT_BUDGET: z
    .string()
    .regex(/^[1-9]\d{0,3}\/[1-9]\d{0,4}$/)
    .transform(text => text.split('/').map(Number) as [number, number])
    .transform(([perMinute, pushesPerDay]) => ({ perMinute, pushesPerDay }))
    .default({ perMinute: 3, pushesPerDay: 200 }),
  WECOM_API: webAddress.default('https://qyapi.weixin.qq.com'),
  WEBHOOK_NETWORKS: z
    .string()
    .transform(text => text.split(',').map(part => part.trim()))
    .refine(networks => networks.every(network => parseNetwork(network) !== undefined))
    .default([]),
  CALL_PREFIX: z.string().min(1).max(20).default('安家'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
});

/** Every key of the environment that is read. */
export const CONFIG_KEYS = Object.keys(environment.shape);

/** What the environment says, read and checked. */
export interface Config {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Where the database file and imported originals are kept. */
  readonly dataDir: string;
  /** PostgreSQL; without it a SQLite file under `dataDir`. */
  readonly databaseUrl?: string | undefined;
  /** Keys that personal data is sealed with, in base64, parted by commas, the one that seals first; without them a file under `dataDir`. */
  readonly dataKeys?: string | undefined;
  /** What people said is deleted after so many days. */
  readonly keepDays: number;
  /** So many daily backups are kept; 0 takes none. */
  readonly backups: number;
  /** Whoever holds it acts on the command line, instead of the operator. */
  readonly token?: string | undefined;
  /** How many days records of each kind are kept. */
  readonly keep: ByKind<number>;
  /** Opens `/metrics` to others than this machine. */
  readonly metricsToken?: string | undefined;
  /** Where the web page is reached from outside: links into the private chat lead there. */
  readonly publicUrl?: string | undefined;
  /** Joins Telegram. */
  readonly telegram?: TelegramConfig | undefined;
  /** Joins WeChat. */
  readonly wechat?: WechatConfig | undefined;
  /** Where the webhooks of WeCom's group robots are. */
  readonly wecomApi: string;
  /** Networks of one's own that webhooks may lead into, as `10.20.0.0/16`. */
  readonly webhookNetworks: readonly string[];
  /** How the assistant is called in a group. */
  readonly callPrefix: string;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
}

/** A bot of Telegram. */
export interface TelegramConfig {
  readonly token: string;
  /** Where the Bot API is. */
  readonly api: string;
  /** What proves that an update comes from Telegram: updates then come by webhook at `publicUrl`; without it they are fetched. */
  readonly webhookSecret?: string | undefined;
}

/** An account of WeChat behind a wechaty puppet. */
export interface WechatConfig {
  /** The package of the puppet. */
  readonly puppet: string;
  readonly token: string;
  /** `host:port` of a puppet service that is not found by its token alone. */
  readonly endpoint?: string | undefined;
  readonly budget: { readonly perMinute: number; readonly pushesPerDay: number };
}

/** Names every bad key of the environment. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly keys: readonly string[];
  constructor(keys: readonly string[]) {
    super(`bad configuration: ${keys.join(', ')}`);
    this.keys = keys;
  }
}

/**
 * Reads the environment; an empty value counts as not given.
 * @throws {ConfigError}
 */
export function config(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(CONFIG_KEYS.flatMap(key => (env[key] ? [[key, env[key]]] : [])));
  const parsed = environment.safeParse(given);
  if (!parsed.success) throw new ConfigError([...new Set(parsed.error.issues.map(issue => String(issue.path[0])))]);
  const { data } = parsed;
  // A webhook needs an address that Telegram reaches.
  if (data.TELEGRAM_WEBHOOK_SECRET && !data.PUBLIC_URL) throw new ConfigError(['PUBLIC_URL']);
  const telegram = data.TELEGRAM_TOKEN
    ? { token: data.TELEGRAM_TOKEN, api: data.TELEGRAM_API, webhookSecret: data.TELEGRAM_WEBHOOK_SECRET }
    : undefined;
  const wechat = data.WECHAT_TOKEN
    ? { puppet: data.WECHAT_PUPPET, token: data.WECHAT_TOKEN, endpoint: data.WECHAT_ENDPOINT, budget: data.WECHAT_BUDGET }
    : undefined;
  return Object.freeze({
    publicUrl: data.PUBLIC_URL,
    telegram,
    wechat,
    wecomApi: data.WECOM_API,
    host: data.HOST,
    port: data.PORT,
    dataDir: data.DATA_DIR,
    databaseUrl: data.DATABASE_URL,
    dataKeys: data.DATA_KEYS,
    keepDays: data.KEEP_DAYS,
    keep: data.KEEP,
    backups: data.BACKUPS,
    token: data.ANJIA_TOKEN,
    metricsToken: data.METRICS_TOKEN,
    webhookNetworks: data.WEBHOOK_NETWORKS,
    callPrefix: data.CALL_PREFIX,
    logLevel: data.LOG_LEVEL,
  });
}
