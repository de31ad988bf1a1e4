import { describe, expect, it } from 'vitest';
import { asCli, asCurl, quote } from './commands';

describe('commands', () => {
  it('quotes only what a shell would take apart', () => {
    expect(quote('10.1.1.1:qq_1')).toBe('10.1.1.1:qq_1');
    expect(quote("it's")).toBe(`'it'\\''s'`);
    expect(quote('')).toBe("''");
  });

  it('never has a token in it', () => {
    const text = asCurl({ method: 'POST', url: '/api/v1/jobs/a/retry?dry_run=true', body: { a: '大陆' } });
    expect(text).toContain('Bearer $TOKEN');
    expect(text).toContain(`'http://localhost:3000/api/v1/jobs/a/retry?dry_run=true'`);
    expect(text).toContain(`-d '{"a":"大陆"}'`);
  });

  it('makes a command of the terminal client', () => {
    expect(asCli(['job', 'retry', 'a b'])).toBe("slipway job retry 'a b'");
  });
});
