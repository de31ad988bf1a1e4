import { describe, expect, it } from 'vitest';
import type { Project } from '../../api/types';
import { appTypes, lostPatches, select, type Installation } from './selection';

const area = (name: string, codes: string[], production = false) => ({ name, codes, production, hosts: [], cdn_roots: [], rsync_managers: [] });
const project = (areas: ReturnType<typeof area>[]): Project => ({ code: 'ssss', name: '', areas, command_limit_seconds: 60, erlang_commands: [] });
const installed = (id: string, where = '大陆', labels: string[] = []) => ({ id, area: where, labels, patches: [] }) as unknown as Installation;

describe('select', () => {
  const two = project([area('大陆', ['cn']), area('台湾', ['tw'], true)]);

  it('takes what was chosen, else the area of the filter, else the only one', () => {
    expect(select(two, [installed('a')], '')).toMatchObject({ areaCode: 'cn', servers: { ids: ['a'] }, cli: ['--server', 'a'] });
    expect(select(two, [], '台湾')).toMatchObject({ areaCode: 'tw', servers: { all: true }, production: true });
    expect(select(project([area('大陆', ['cn'])]), [], '')).toMatchObject({ areaCode: 'cn', cli: ['--all'] });
  });

  it('is nothing where several areas are meant', () => {
    expect(select(two, [], '')).toBeNull();
    expect(select(two, [installed('a'), installed('b', '台湾')], '')).toBeNull();
  });

  it('is production where any of the game servers is', () => {
    expect(select(two, [installed('a', '大陆', ['production'])], '')?.production).toBe(true);
    expect(select(two, [installed('a')], '')?.production).toBe(false);
  });
});

describe('lostPatches', () => {
  it('counts those that do not work any more', () => {
    const lost = { lost: { at: '', why: 'restart' } };
    expect(lostPatches({ ...installed('a'), patches: [lost, { lost: null }, lost] } as unknown as Installation)).toBe(2);
  });
});

describe('appTypes', () => {
  it('has each type once, the most used first', () => {
    const count = (app_type: string | null, servers: number) => ({ area: '大陆', app_type, servers });
    const summary = { versions: [count('gameGate', 3), count('GameServer', 2), count(null, 9), count('GameServer', 2)] };
    expect(appTypes(summary as unknown as Parameters<typeof appTypes>[0])).toEqual(['GameServer', 'gameGate']);
    expect(appTypes(undefined)).toEqual([]);
  });
});
