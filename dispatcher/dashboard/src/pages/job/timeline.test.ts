import { describe, expect, it } from 'vitest';
import type { Job, JobWave, Target } from '../../api/types';
import { flowOf, inRound, markOf, place, rangeOf, rowsOf, ticks, tookOf, type Row } from './timeline';

const T0 = Date.parse('2026-11-21T10:00:00Z');
const at = (seconds: number | null) => (seconds === null ? null : new Date(T0 + seconds * 1_000).toISOString());

function target(n: number, from: number | null, to: number | null, more: Partial<Target> = {}): Target {
  return {
    target_id: `j:apply:${n}`,
    step: 'APPLY',
    key: `10.1.${Math.floor(n / 250)}.${(n % 250) + 1}`,
    state: to === null ? (from === null ? 'QUEUED' : 'RUNNING') : 'SUCCEEDED',
    attempt: 1,
    servers: [],
    attempts: [],
    files: 0,
    bytes: 0,
    started_at: at(from),
    finished_at: at(to),
    ...more,
  } as Target;
}

const job = (more: Partial<Job> = {}) =>
  ({
    job_id: 'j',
    round: 1,
    started_at: at(0),
    steps: [
      { kind: 'PUSH', state: 'SUCCEEDED', targets: 1, started_at: at(0), finished_at: at(2) },
      { kind: 'APPLY', state: 'RUNNING', targets: 1, started_at: at(2), finished_at: null },
    ],
    ...more,
  }) as unknown as Job;

describe('rangeOf', () => {
  it('goes from the first begin to the last end, or to now where something is at work', () => {
    const marks = [target(1, 2, 5), target(2, 3, null), target(3, null, null)].map(markOf);
    expect(rangeOf(marks, T0 + 60_000)).toEqual({ from: T0 + 2_000, to: T0 + 60_000 });
    expect(rangeOf(marks.slice(0, 1), T0 + 60_000)).toEqual({ from: T0 + 2_000, to: T0 + 5_000 });
  });

  it('is never of no length, and none where nothing has begun', () => {
    expect(rangeOf([markOf(target(1, 2, 2))], T0)).toEqual({ from: T0 + 2_000, to: T0 + 3_000 });
    expect(rangeOf([markOf(target(1, null, null))], T0)).toBeNull();
  });
});

describe('markOf', () => {
  it('takes what was skipped for a point', () => {
    const mark = markOf(target(1, null, 7, { state: 'SKIPPED' }));
    expect([mark.from, mark.to]).toEqual([T0 + 7_000, T0 + 7_000]);
    expect(tookOf(mark, T0)).toBe(0);
  });
});

describe('inRound', () => {
  it('leaves out what an earlier round ended', () => {
    const marks = [target(1, 0, 5), target(2, 3_600, 3_605), target(3, 3_600, null), target(4, null, null)].map(markOf);
    const kept = inRound(marks, job({ round: 2, started_at: at(3_599) as string }));
    expect(kept.map(mark => mark.target.target_id)).toEqual(['j:apply:2', 'j:apply:3', 'j:apply:4']);
  });
});

describe('place', () => {
  const range = { from: T0, to: T0 + 10_000 };

  it('is in per cent of the range and cut at its ends', () => {
    expect(place(T0 + 2_000, T0 + 4_000, range, 0)).toEqual({ left: 20, width: 20 });
    expect(place(T0 - 5_000, null, range, T0 + 5_000)).toEqual({ left: 0, width: 50 });
    expect(place(T0 + 9_000, T0 + 99_000, range, 0)?.width).toBeCloseTo(10);
  });

  it('is none outside, and before the begin', () => {
    expect(place(T0 - 5_000, T0 - 4_000, range, 0)).toBeNull();
    expect(place(T0 + 11_000, null, range, T0 + 12_000)).toBeNull();
    expect(place(null, null, range, T0)).toBeNull();
  });
});

describe('ticks', () => {
  it('are round and few', () => {
    expect(ticks({ from: 0, to: 10_000 }, 7)).toEqual([0, 2_000, 4_000, 6_000, 8_000, 10_000]);
    for (const whole of [1_000, 7_300, 59_000, 123_456, 3_600_000, 86_400_000, 40 * 86_400_000]) {
      expect(ticks({ from: 0, to: whole }, 7).length).toBeLessThanOrEqual(7);
    }
  });
});

describe('flowOf', () => {
  it('counts who is at work in each part, and who ended badly', () => {
    const marks = [target(1, 0, 5), target(2, 0, 9, { state: 'FAILED' }), target(3, 5, null)].map(markOf);
    const flow = flowOf(marks, { from: T0, to: T0 + 10_000 }, T0 + 10_000, 10);
    expect(flow.atWork).toEqual([2, 2, 2, 2, 2, 3, 2, 2, 2, 2]);
    expect(flow.bad).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(flow.most).toBe(3);
  });
});

describe('rowsOf', () => {
  const kinds = (rows: Row[]) => rows.map(row => row.kind[0]).join('');
  const push = target(0, 0, 2, { step: 'PUSH', target_id: 'j:push:a', key: 'a' });
  const of = (count: number) => [push, ...Array.from({ length: count }, (_, n) => target(n, n, n + 5))].map(markOf);
  const rows = (count: number, more: Partial<Parameters<typeof rowsOf>[0]> = {}) =>
    rowsOf({ job: job(), marks: of(count), waves: null, order: '', turned: [], now: T0, ...more });

  it('shows a few hosts below their step', () => {
    expect(kinds(rows(3))).toBe('ststtt');
  });

  it('closes the groups of many, and opens the one that is asked for', () => {
    const closed = rows(2000);
    expect(kinds(closed)).toBe(`sts${'g'.repeat(8)}`);
    const key = closed.at(-1)?.key ?? '';
    const opened = rows(2000, { turned: [key] });
    expect(kinds(opened)).toBe(`sts${'g'.repeat(8)}${'t'.repeat(250)}`);
  });

  it('closes one that is open by itself', () => {
    const wave = (number: number, from: number, to: number) =>
      ({ number, name: '', ips: Array.from({ length: to - from }, (_, n) => ({ ip: target(from + n, 0, 0).key, state: 'SUCCEEDED' })) }) as unknown as JobWave;
    const waves = [wave(1, 0, 2), wave(2, 2, 5)];
    expect(kinds(rows(5, { waves }))).toBe('stsgttgttt');
    expect(kinds(rows(5, { waves, turned: ['APPLY-wave-1'] }))).toBe('stsggttt');
  });

  it('puts the slowest of all steps first where that is asked for', () => {
    const marks = [target(1, 0, 3), target(2, 0, 9), target(3, null, null), target(4, 5, null)].map(markOf);
    const slow = rowsOf({ job: job(), marks, waves: null, order: 'slow', turned: [], now: T0 + 100_000 });
    expect(slow.map(row => row.key)).toEqual(['j:apply:4', 'j:apply:2', 'j:apply:1', 'j:apply:3']);
  });
});
