import { describe, expect, it } from 'vitest';
import { EMPTY, missing, releaseCli, releaseRequest, rollbackRequest } from './draft';

const draft = { ...EMPTY, appType: 'GameServer', version: '1.0.4' };

describe('a plan request', () => {
  it('says only what was chosen', () => {
    expect(releaseRequest(draft, ['10.1.1.1:qq_1'])).toEqual({ app_type: 'GameServer', version: '1.0.4', servers: { ids: ['10.1.1.1:qq_1'] } });
    const more = { ...draft, waves: { ...draft.waves, canary: '10.1.1.1' }, kept: 'init.properties\nredis.properties', atOnce: '2', adopt: true, silence: 'no' as const, processes: 'running' as const };
    expect(releaseRequest(more, ['a'])).toMatchObject({
      waves: { canary: ['10.1.1.1'] },
      kept: ['init.properties', 'redis.properties'],
      at_once: 2,
      adopt: true,
      silence: false,
      processes: 'running',
    });
    expect(releaseCli(releaseRequest(more, ['a']), 'ssss', 'cn').join(' ')).toBe(
      'release plan ssss cn --type GameServer --version 1.0.4 --server a --canary 10.1.1.1 --keep init.properties --keep redis.properties --processes running --adopt --at-once 2 --no-silence',
    );
  });

  it('of a rollback leaves servers and, unless named, the version to the job', () => {
    expect(rollbackRequest({ ...draft, version: '' }, 'rel-1')).toEqual({ purpose: 'rollback', rollback_of: 'rel-1' });
    expect(releaseCli(rollbackRequest(draft, 'rel-1'), 'ssss', 'cn').join(' ')).toBe('release rollback rel-1 --to 1.0.4 --dry-run');
  });

  it('names what is missing, in the order of the page', () => {
    expect(missing(EMPTY, false, 0)).toBe('type');
    expect(missing({ ...draft, version: '' }, false, 0)).toBe('version');
    expect(missing(draft, false, 1)).toBe('ready');
    expect(missing(draft, true, 0)).toBe('servers');
    expect(missing(draft, true, 1)).toBeNull();
  });
});
