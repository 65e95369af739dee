import { createRequire } from 'node:module';
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';

const { forbidden, options } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as IConfiguration;

describe('the house', () => {
  it('imports one way, each library in its room', async () => {
    const { output } = await cruise(['src'], { ...options, ruleSet: { forbidden: forbidden ?? [] }, validate: true });
    const { summary, modules } = output as ICruiseResult;
    expect(modules.length).toBeGreaterThan(40);
    const broken = summary.violations.map(({ from, to, rule }) => {
      const reason = forbidden?.find(({ name }) => name === rule.name)?.comment;
      return `${from} → ${to}: ${reason}`;
    });
    expect(broken).toEqual([]);
  });

  it('gives every rule a reason that a failure prints', () => {
    expect(forbidden?.filter(({ comment }) => !comment)).toEqual([]);
  });
});
