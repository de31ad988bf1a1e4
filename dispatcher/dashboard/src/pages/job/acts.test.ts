import { describe, expect, it } from 'vitest';
import type { Job, TargetLine } from '../../api/types';
import { commandOf, isRetryable, whyNoPart, whyNoRetry } from './acts';
import { cut } from './found';

const job = (state: Job['state']) => ({ job_id: 'j 1', state, steps: [{ kind: 'PUSH' }, { kind: 'APPLY' }] }) as unknown as Job;
const line = (state: TargetLine['state']) => ({ state }) as TargetLine;

describe('commandOf', () => {
  it('names what a retry is narrowed to', () => {
    expect(commandOf(job('FAILED'), 'retry', 0, { codes: ['unreachable', 'disk_full'] })).toEqual({
      method: 'POST',
      url: '/api/v1/jobs/j%201/retry',
      body: { codes: ['unreachable', 'disk_full'] },
      cli: ['job', 'retry', 'j 1', '--codes', 'unreachable,disk_full'],
    });
    expect(commandOf(job('FAILED'), 'retry', 0, { ips: ['10.1.1.1'] }).cli).toEqual(['job', 'retry', 'j 1', '--ips', '10.1.1.1']);
    expect(commandOf(job('FAILED'), 'retry')).not.toHaveProperty('body');
  });
});

describe('whyNoRetry', () => {
  it('has to wait for the end or a pause', () => {
    expect(whyNoRetry(job('RUNNING'), 3)).toBe('why.retry.open');
    expect(whyNoRetry(job('PARTIAL'), 3)).toBeNull();
    expect(whyNoRetry(job('PAUSED'), 3)).toBeNull();
    expect(whyNoRetry(job('PAUSED'), 0)).toBe('why.retry.good');
    expect(whyNoRetry(job('SUCCEEDED'), 0)).toBe('why.retry.good');
  });

  it('does nothing by halves before the hosts', () => {
    expect(whyNoPart(job('FAILED'), 'PUSH', 1)).toBe('why.retry.step');
    expect(whyNoPart(job('FAILED'), 'APPLY', 1)).toBeNull();
  });
});

describe('isRetryable', () => {
  it('takes of a paused job only what failed', () => {
    expect(['FAILED', 'UNKNOWN', 'SKIPPED', 'CANCELLED', 'SUCCEEDED'].filter(state => isRetryable(line(state as TargetLine['state']), job('PAUSED')))).toEqual(['FAILED', 'UNKNOWN']);
    expect(isRetryable(line('SKIPPED'), job('PARTIAL'))).toBe(true);
    expect(isRetryable(line('SUCCEEDED'), job('PARTIAL'))).toBe(false);
  });
});

describe('cut', () => {
  it('finds a text whatever its case, and takes no character for a pattern', () => {
    expect(cut('Permission DENIED, permission denied', 'permission denied')).toEqual(['', 'Permission DENIED', ', ', 'permission denied', '']);
    expect(cut('a+b (c) [x] $1 \\', '(c) [')).toEqual(['a+b ', '(c) [', 'x] $1 \\']);
    expect(cut('中文 🀄 麻将', '🀄')).toEqual(['中文 ', '🀄', ' 麻将']);
    expect(cut('a-b/c', '-b/')).toEqual(['a', '-b/', 'c']);
    expect(cut('abc', 'x')).toEqual(['abc']);
  });
});
