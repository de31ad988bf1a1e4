import { describe, expect, it } from 'vitest';
import { expiresAt, grantPaths, nextProject, sortedRoles, toggled } from './form';

describe('a token', () => {
  it('ends after so many days, at a time, or never', () => {
    const now = Date.parse('2026-11-21T00:00:00Z');
    expect(expiresAt('never', '', now)).toBeNull();
    expect(expiresAt('30', '', now)).toBe('2026-12-21T00:00:00.000Z');
    expect(expiresAt('own', '', now)).toBeNull();
    expect(expiresAt('own', '2027-01-01T00:00:00Z', now)).toBe('2027-01-01T00:00:00.000Z');
  });
});

describe('grants', () => {
  it('offer each project once', () => {
    expect(nextProject([], ['ssss'])).toBe('*');
    expect(nextProject([{ project: '*', roles: ['viewer'] }], ['ssss'])).toBe('ssss');
    expect(nextProject([{ project: '*', roles: [] }, { project: 'ssss', roles: [] }], ['ssss'])).toBeNull();
  });

  it('keep their roles in one order', () => {
    expect(sortedRoles(toggled(['admin'], 'viewer', true))).toEqual(['viewer', 'admin']);
    expect(toggled(['admin', 'viewer'], 'admin', false)).toEqual(['viewer']);
  });

  it('have a place for each error', () => {
    expect(grantPaths([{ project: '*', roles: [] }])).toEqual([['grants'], ['grants', 0, 'project'], ['grants', 0, 'roles']]);
  });
});
