import { describe, expect, it } from 'vitest';
import type { Me } from '../api/types';
import { mustType } from '../parts/ConfirmScope';
import { may, safeReturn } from './session';

const me = (grants: Me['grants']): Me => ({
  account: 'a',
  display_name: '',
  source: 'local',
  grants,
  csrf: null,
  expires_at: null,
  confirm_servers: 50,
});

describe('may', () => {
  it('takes a role as what it includes, in its project only', () => {
    const releaser = me([{ project: 'ssss', roles: ['releaser'] }]);
    expect(may(releaser, 'operator', 'ssss')).toBe(true);
    expect(may(releaser, 'admin', 'ssss')).toBe(false);
    expect(may(releaser, 'viewer', 'jyjh')).toBe(false);
    expect(may(releaser, 'viewer', '*')).toBe(false);
  });

  it('takes a grant for all projects everywhere', () => {
    expect(may(me([{ project: '*', roles: ['admin'] }]), 'approver', 'ssss')).toBe(true);
  });

  it('does not let an approver start anything', () => {
    expect(may(me([{ project: '*', roles: ['approver'] }]), 'operator', 'ssss')).toBe(false);
  });
});

describe('safeReturn', () => {
  it('goes back to places on this site only', () => {
    expect(safeReturn('/jobs?state=RUNNING')).toBe('/jobs?state=RUNNING');
    for (const bad of [null, 'https://evil', '//evil', '/\\evil', 'jobs', '/login?return=/x']) expect(safeReturn(bad)).toBe('/');
  });
});

describe('mustType', () => {
  it('asks for the word from more than the limit on, and in production always', () => {
    expect(mustType({ ips: 50, servers: 50 }, false, 50)).toBe(false);
    expect(mustType({ ips: 3, servers: 51 }, false, 50)).toBe(true);
    expect(mustType({ ips: 1 }, true, 50)).toBe(true);
  });
});
