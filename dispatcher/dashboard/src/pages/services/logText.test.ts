import { describe, expect, it } from 'vitest';
import { LogText, prepend } from './logText';

describe('LogText', () => {
  it('marks what was skipped and where the connection was lost', () => {
    const log = new LogText();
    expect(log.push('a\n', 0)).toBe('a\n');
    expect(log.push('b\n', 7)).toBe('a\n\n~~~~ 7 bytes ~~~~\nb\n');
    log.mark();
    expect(log.push('c\n', 0).endsWith('\n~~~~\nc\n')).toBe(true);
  });

  it('keeps the newest half mebibyte, from a line on', () => {
    const log = new LogText();
    let text = '';
    for (let n = 0; n < 40; n++) text = log.push(`${'x'.repeat(32 * 1024)}${n}\n`, 0);
    expect(text.length).toBeLessThanOrEqual(512 * 1024);
    expect(text.endsWith('39\n')).toBe(true);
    expect(text.startsWith('x')).toBe(true);
  });
});

describe('prepend', () => {
  it('joins where the followed text began, and marks where it cannot tell', () => {
    expect(prepend('1\n2\n3\n', '3\n', '3\n4\n')).toBe('1\n2\n3\n4\n');
    expect(prepend('1\n', '9\n', '9\n')).toBe('1\n\n~~~~\n9\n');
  });
});
