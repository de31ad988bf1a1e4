import { describe, expect, it } from 'vitest';
import { asText, changes, toLocal, toMoment } from './changes';

describe('changes', () => {
  it('names each field that differs, with what it was and is', () => {
    expect(changes({ name: 'a', same: 1, health: { port: 1 } }, { name: 'b', same: 1, health: { port: 2 }, labels: ['x'] })).toEqual([
      { field: 'name', before: 'a', after: 'b' },
      { field: 'health/port', before: 1, after: 2 },
      { field: 'labels', before: undefined, after: ['x'] },
    ]);
  });

  it('shows what was made or removed field by field, and nothing of nothing', () => {
    expect(changes(null, { name: 'a' })).toEqual([{ field: 'name', before: undefined, after: 'a' }]);
    expect(changes({ name: 'a' }, null)).toEqual([{ field: 'name', before: 'a', after: undefined }]);
    expect(changes(null, undefined)).toEqual([]);
    expect(asText(['x'])).toBe('["x"]');
  });
});

describe('a moment', () => {
  it('comes back from its input', () => {
    expect(toMoment(toLocal('2026-11-21T08:30:00.000Z'))).toBe('2026-11-21T08:30:00.000Z');
    expect(toLocal('nonsense')).toBe('');
    expect(toMoment('')).toBe('');
  });
});
