import { describe, expect, it, vi } from 'vitest';
import type { Job, JobWave, TargetLine } from '../../api/types';
import { Pace } from './estimate';
import { groupTiles, passes } from './groups';
import { countStates, groupErrors, JobStore } from './store';

const line = (n: number, state: TargetLine['state'] = 'QUEUED', more: Partial<TargetLine> = {}): TargetLine => ({
  target_id: `j:APPLY:${n}`,
  step: 'APPLY',
  key: `10.1.${Math.floor(n / 250)}.${(n % 250) + 1}`,
  state,
  attempt: 1,
  files: 0,
  bytes: 0,
  ...more,
});
const job = { job_id: 'j', state: 'RUNNING', round: 1, steps: [] } as unknown as Job;

function manualStore() {
  const frames: (() => void)[] = [];
  const store = new JobStore(paint => frames.push(paint));
  return { store, frames, frame: () => frames.splice(0).forEach(paint => paint()) };
}

describe('JobStore', () => {
  it('paints many batches once a frame', () => {
    const { store, frames, frame } = manualStore();
    const painted = vi.fn();
    store.subscribe(painted);
    store.snapshot(job, Array.from({ length: 2000 }, (_, n) => line(n)));
    for (let n = 0; n < 100; n++) store.merge([line(n, 'RUNNING')]);
    expect(frames).toHaveLength(1);
    frame();
    expect(painted).toHaveBeenCalledOnce();
    expect(countStates(store.of('APPLY'))).toEqual({ QUEUED: 1900, RUNNING: 100 });
  });

  it('keeps the object of a line that did not change, so that its tile is not painted again', () => {
    const { store } = manualStore();
    store.snapshot(job, [line(1), line(2)]);
    const before = store.of('APPLY');
    store.snapshot(job, [line(1), line(2, 'SUCCEEDED')]);
    const after = store.of('APPLY');
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
  });

  it('keeps the order of the job whatever comes first', () => {
    const { store } = manualStore();
    store.snapshot(job, [line(1), line(2), line(3)]);
    store.merge([line(3, 'SUCCEEDED'), line(1, 'FAILED')]);
    expect(store.of('APPLY').map(each => each.key)).toEqual(['10.1.0.2', '10.1.0.3', '10.1.0.4']);
  });

  it('does not let an answer of an earlier attempt replace a newer one', () => {
    const { store } = manualStore();
    store.snapshot(job, [line(1, 'RUNNING', { attempt: 2 })]);
    store.merge([line(1, 'FAILED', { attempt: 1 })]);
    expect(store.of('APPLY')[0]?.state).toBe('RUNNING');
  });

  it('does not let the answer to an act take back the end that the stream told meanwhile', () => {
    const { store } = manualStore();
    store.snapshot({ ...job, state: 'PAUSED' }, [line(1)]);
    store.setJob({ ...job, state: 'CANCELLED' });
    store.setJob({ ...job, state: 'CANCELLING' });
    expect(store.job?.state).toBe('CANCELLED');
    store.setJob({ ...job, state: 'ACCEPTED', round: 2 });
    expect(store.job?.state).toBe('ACCEPTED');
  });

  it('drops what a new snapshot does not have', () => {
    const { store } = manualStore();
    store.snapshot(job, [line(1), line(2)]);
    store.snapshot(job, [line(2)]);
    expect(store.of('APPLY')).toHaveLength(1);
  });

  it('asks for no paint where nothing is news', () => {
    const { store, frames, frame } = manualStore();
    store.snapshot(job, [line(1)]);
    frame();
    store.merge([line(1)]);
    expect(frames).toHaveLength(0);
  });
});

describe('groupErrors', () => {
  it('counts what failed or is unknown by code, the most frequent first', () => {
    const failed = (n: number, code: string | null, state: 'FAILED' | 'UNKNOWN' = 'FAILED') => line(n, state, { failure_code: code });
    const groups = groupErrors([line(0, 'SUCCEEDED'), failed(1, 'a'), failed(2, 'b'), failed(3, 'b', 'UNKNOWN'), failed(4, null, 'UNKNOWN')]);
    expect(groups.map(group => [group.code, group.lines.length])).toEqual([
      ['b', 2],
      ['a', 1],
      ['unknown', 1],
    ]);
  });

  it('takes a target that is tried again for no error', () => {
    expect(groupErrors([line(1, 'QUEUED', { failure_code: 'a' })])).toEqual([]);
  });
});

describe('groupTiles', () => {
  const many = Array.from({ length: 500 }, (_, n) => line(n));

  it('goes by wave where there are waves', () => {
    const wave = (number: number, from: number, to: number) =>
      ({ number, name: '', hosts: to - from, ips: many.slice(from, to).map(each => ({ ip: each.key, state: each.state })) }) as JobWave;
    const groups = groupTiles(many, [wave(1, 0, 5), wave(2, 5, 500)]);
    expect(groups.map(group => [group.wave?.number, group.lines.length])).toEqual([
      [1, 5],
      [2, 495],
    ]);
  });

  it('goes by subnet where there are many hosts and no waves', () => {
    expect(groupTiles(many, null).map(group => [group.name, group.lines.length])).toEqual([
      ['10.1.0.*', 250],
      ['10.1.1.*', 250],
    ]);
  });

  it('keeps few hosts, and hosts that are scattered, together', () => {
    expect(groupTiles(many.slice(0, 20), null)).toHaveLength(1);
    const scattered = many.slice(0, 100).map((each, n) => ({ ...each, key: `10.${n}.1.1` }));
    expect(groupTiles(scattered, null)).toHaveLength(1);
  });
});

describe('passes', () => {
  it('asks for all of state, code and text', () => {
    const failed = line(1, 'FAILED', { failure_code: 'unreachable' });
    expect(passes(failed, { states: ['FAILED', 'UNKNOWN'], code: 'unreachable', text: '10.1.0' })).toBe(true);
    expect(passes(failed, { states: [], code: 'digest_mismatch', text: '' })).toBe(false);
    expect(passes(failed, { states: [], code: '', text: '10.2' })).toBe(false);
  });
});

describe('Pace', () => {
  it('says when it will be over from how fast it went lately', () => {
    const pace = new Pace();
    for (let second = 0; second <= 10; second++) pace.note(second * 1000, second * 20);
    expect(pace.remaining(400, 10_000, null)).toBe(10_000);
  });

  it('says nothing where nothing ends', () => {
    const pace = new Pace();
    for (let second = 0; second <= 10; second++) pace.note(second * 1000, 5);
    expect(pace.remaining(400, 10_000, 0)).toBeNull();
  });

  it('begins anew where a retry takes some up again', () => {
    const pace = new Pace();
    pace.note(0, 100);
    pace.note(1_000, 90);
    expect(pace.remaining(100, 1_500, null)).toBeNull();
  });
});
