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
