import { describe, expect, it } from 'vitest';

const zh = import.meta.glob<Record<string, Record<string, string>>>('./*.zh.ts', { eager: true });
const en = import.meta.glob<Record<string, Record<string, string>>>('./*.en.ts', { eager: true });

function bundle(module: Record<string, Record<string, string>> | undefined): Record<string, string> {
  return Object.values(module ?? {})[0] ?? {};
}

const holes = (text: string) => [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(match => match[1]).sort();

describe.each(Object.keys(zh))('%s', file => {
  const chinese = bundle(zh[file]);
  const english = bundle(en[file.replace('.zh.ts', '.en.ts')]);

  it('has the same keys in both languages', () => {
    expect(Object.keys(english).sort()).toEqual(Object.keys(chinese).sort());
  });

  it('has a text for every key', () => {
    for (const text of [...Object.values(chinese), ...Object.values(english)]) expect(text.trim()).not.toBe('');
  });

  it('names the same values in both languages', () => {
    for (const [key, text] of Object.entries(chinese)) expect([key, holes(english[key] ?? '')]).toEqual([key, holes(text)]);
  });

  it('has no Chinese in its English texts', () => {
    for (const text of Object.values(english)) expect(text).not.toMatch(/[\u4e00-\u9fff]/);
  });
});
