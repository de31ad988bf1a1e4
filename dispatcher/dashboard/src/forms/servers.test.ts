import { describe, expect, it } from 'vitest';
import { matchPasted, parsePasted, rowsByRole, serverLists, type Pickable } from './servers';

const server = (ip: string, name: string, role = 'game'): Pickable => ({ id: `${ip}:${name}`, ip, name, role, title: name, labels: [], known: true });

describe('parsePasted', () => {
  it('reads the lines of the terminal client, of a table, and bare IPs', () => {
    const pasted = parsePasted('game:10.1.1.1:qq_1,qq_2\n10.1.1.2\tqq_3 qq_4\r\n\n10.1.1.3\ncross:10.1.1.4:corss_4');
    expect(pasted.servers).toEqual([
      { ip: '10.1.1.1', name: 'qq_1', role: 'game' },
      { ip: '10.1.1.1', name: 'qq_2', role: 'game' },
      { ip: '10.1.1.2', name: 'qq_3', role: null },
      { ip: '10.1.1.2', name: 'qq_4', role: null },
      { ip: '10.1.1.4', name: 'corss_4', role: 'cross' },
    ]);
    expect(pasted.ips).toEqual(['10.1.1.3']);
    expect(pasted.bad).toEqual([]);
  });

  it('takes several IPs of one line, and names the lines it cannot read', () => {
    const pasted = parsePasted('10.1.1.1, 10.1.1.2\nhost-7\n10.1.1.3 a/b\n10.1.1.300');
    expect(pasted.ips).toEqual(['10.1.1.1', '10.1.1.2']);
    expect(pasted.bad).toEqual([
      { line: 2, text: 'host-7' },
      { line: 3, text: 'a/b' },
      { line: 4, text: '10.1.1.300' },
    ]);
  });
});

describe('matchPasted', () => {
  it('chooses what is registered and says what is not', () => {
    const known = [server('10.1.1.1', 'qq_1'), server('10.1.1.1', 'qq_2'), server('10.1.1.2', 'qq_3')];
    const matched = matchPasted(parsePasted('10.1.1.1\n10.1.1.2 qq_9\n10.1.1.8'), known);
    expect(matched.ids).toEqual(['10.1.1.1:qq_1', '10.1.1.1:qq_2']);
    expect(matched.unknown.map(each => each.id)).toEqual(['10.1.1.2:qq_9']);
    expect(matched.emptyIps).toEqual(['10.1.1.8']);
  });
});

describe('rowsByRole', () => {
  it('has a row for each role and IP, both in the order people count', () => {
    const rows = rowsByRole([server('10.1.1.10', 'qq_10'), server('10.1.1.9', 'qq_10'), server('10.1.1.9', 'qq_9'), server('10.1.1.9', 'c_1', 'cross')]);
    expect(rows.map(row => row.key)).toEqual(['game', 'game/10.1.1.9', 'game/10.1.1.10', 'cross', 'cross/10.1.1.9']);
    expect(rows[1]?.servers.map(each => each.name)).toEqual(['qq_9', 'qq_10']);
  });
});

describe('serverLists', () => {
  it('is the update_server_list of the CMDB', () => {
    expect(serverLists([server('10.1.1.1', 'qq_2'), server('10.1.1.1', 'qq_1'), server('10.1.1.4', 'corss_4', 'cross')])).toEqual({
      game: { '10.1.1.1': ['qq_1', 'qq_2'] },
      cross: { '10.1.1.4': ['corss_4'] },
    });
  });
});
