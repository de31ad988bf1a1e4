import { describe, expect, it } from 'vitest';
import { placeErrors } from '../../api/problem';
import { bandwidthRules, bandwidthText, checklist, clean, knownPaths, newArea, queueOf, type ProjectDoc } from './doc';

const doc: ProjectDoc = {
  name: '三生三世',
  areas: [{ name: '大陆', codes: ['cn'], hosts: ['10.1.1.1'], rsync_managers: [{ ip: '1.2.3.4', port: 10022, module: 'm', user: 'u', pass_file: '/etc/p' }], cdn_roots: [] }],
  erlang_commands: [{ call: 'code:load_file(atom)', idempotent: true }],
};
const mappings = [
  { queue: 'pull8', role: 'file-pull', projects: ['ssss'] },
  { queue: 'push8', role: 'file-push', projects: ['ssss'] },
  { queue: 'push_cn', role: 'file-push', areas: [{ project: 'ssss', area: '大陆' }] },
];

describe('clean', () => {
  it('leaves nulls out at every depth', () => {
    expect(clean({ a: null, b: [{ c: null, d: 0 }], e: '' })).toEqual({ b: [{ d: 0 }], e: '' });
  });
});

describe('bandwidth', () => {
  it('reads back what it wrote', () => {
    const rules = [{ from: '20:00', to: '23:30', kib_per_second: 2048 }, { kib_per_second: 512 }];
    expect(bandwidthText(rules)).toBe('20:00-23:30 2048\n512');
    expect(bandwidthRules(bandwidthText(rules))).toEqual(rules);
    expect(bandwidthRules('8:00 - 9:30 100\n\n')).toEqual([{ from: '08:00', to: '09:30', kib_per_second: 100 }]);
  });
});

describe('knownPaths', () => {
  it('has a field for errors of areas and their managers', () => {
    const placed = placeErrors(
      [
        { pointer: '/areas/0/hosts/7', code: 'bad_ip', message: '不是 IPv4 地址' },
        { pointer: '/areas/0/rsync_managers/0/port', code: 'bad_value', message: '1 到 65535' },
        { pointer: '/elsewhere', code: 'x', message: 'x' },
      ],
      knownPaths(doc),
    );
    expect(placed.fields.map(field => field.name.join('.'))).toEqual(['areas.0.hosts', 'areas.0.rsync_managers.0.port']);
    expect(placed.rest).toHaveLength(1);
  });
});

describe('checklist', () => {
  it('names what is lacking, and what most projects have', () => {
    const items = checklist(doc, 'ssss', mappings, []);
    const lacking = items.filter(item => item.state !== 'ok').map(item => `${item.key} ${item.subject} ${item.state}`);
    expect(lacking).toEqual(['queue 大陆 ops-manager lacking', 'servers 大陆 maybe', 'callback  maybe']);
    expect(items.find(item => item.subject === '大陆 file-push')?.detail).toBe('push_cn');
  });

  it('says of a new project that it has no area', () => {
    expect(checklist({ name: '', areas: [] }, 'x', [], null).filter(item => item.state === 'lacking').map(item => item.key)).toEqual(['name', 'area']);
    expect(checklist({ name: 'x', areas: [{ ...newArea(), name: 'a' }] }, 'x', [], null).filter(item => item.state === 'lacking').map(item => item.key)).toContain('hosts');
  });
});

describe('queueOf', () => {
  it('lets a single area win over its project', () => {
    expect(queueOf(mappings, 'file-push', 'ssss', '大陆')).toBe('push_cn');
    expect(queueOf(mappings, 'file-push', 'ssss', '台湾')).toBe('push8');
    expect(queueOf(mappings, 'ops-manager', 'ssss', '大陆')).toBeNull();
  });
});
