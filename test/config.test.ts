import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CONFIG_KEYS, ConfigError, config } from '../src/config.ts';

describe('the configuration', () => {
  it('needs nothing to be set', () => {
    expect(config({})).toMatchObject({ host: '127.0.0.1', port: 3000, callPrefix: '安家', databaseUrl: undefined });
  });

  it('names every bad key at once', () => {
    const bad = () => config({ PORT: '70000', DATABASE_URL: 'mysql://x', LOG_LEVEL: 'loud' });
    expect(bad).toThrow(ConfigError);
    expect(bad).toThrow(/PORT.*DATABASE_URL.*LOG_LEVEL/);
  });

  it.each([
    ['PUBLIC_URL', ['anjia.example.cn', 'ftp://anjia.example.cn', 'javascript:alert(1)', '户']],
    ['TELEGRAM_TOKEN', ['123456', 'abc:def', '123456:short', ' ']],
    ['TELEGRAM_API', ['api.telegram.org', 'file:///etc/passwd']],
    ['TELEGRAM_WEBHOOK_SECRET', ['short', 'with blanks and enough letters', '秘密秘密秘密秘密秘密秘密秘密秘密']],
    ['WECHAT_ENDPOINT', ['localhost', 'http://localhost:1', 'localhost:port', 'localhost:1234567']],
    ['WECHAT_PUPPET', ['fs', '../evil', 'wechaty-puppet-', 'node:child_process']],
    ['WECHAT_BUDGET', ['3', '0/200', '3/0', '3/200/5', '-1/200', 'three/many']],
    ['WECOM_API', ['qyapi.weixin.qq.com', 'data:text/plain,x']],
  ])('takes nothing for %s that is none', (key, values) => {
    for (const value of values) expect(() => config({ PUBLIC_URL: 'https://a.cn', [key]: value }), value).toThrow(key);
  });

  it('joins platforms where their tokens are given, and needs an address for a webhook', () => {
    const token = `123456:${'A'.repeat(35)}`;
    expect(config({})).toMatchObject({ telegram: undefined, wechat: undefined });
    expect(config({ TELEGRAM_TOKEN: token, WECHAT_TOKEN: 'x', PUBLIC_URL: 'https://a.cn/' })).toMatchObject({
      publicUrl: 'https://a.cn',
      telegram: { token, api: 'https://api.telegram.org' },
      wechat: { puppet: 'wechaty-puppet-service', budget: { perMinute: 3, pushesPerDay: 200 } },
    });
    expect(() => config({ TELEGRAM_TOKEN: token, TELEGRAM_WEBHOOK_SECRET: 'x'.repeat(16) })).toThrow('PUBLIC_URL');
  });

  it('takes an empty value as not given, and cannot be changed', () => {
    const given = config({ PORT: '' });
    expect(given.port).toBe(3000);
    expect(Object.isFrozen(given)).toBe(true);
  });

  it('is explained key by key in .env.example', () => {
    const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
    const named = [...example.matchAll(/^#?\s*([A-Z_]+)=/gm)].map(match => String(match[1]));
    expect(named.sort()).toEqual([...CONFIG_KEYS].sort());
  });
});
