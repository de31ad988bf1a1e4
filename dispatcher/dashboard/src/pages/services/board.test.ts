import { describe, expect, it } from 'vitest';
import { BoardStore, logName, passes, serverId, uptime, type Process } from './board';

const process = (ip: string, name: string, more: Partial<Process> = {}): Process => ({ id: `${ip}/game:${name}`, ip, area: '大陆', process: name, group: 'game', state: 'RUNNING', age_millis: 1_000, ...more });
const store = () => new BoardStore(
  () => 10_000,
  paint => paint(),
);

describe('BoardStore', () => {
  it('begins anew with the first part, and counts as people do', () => {
    const board = store();
    board.snapshot(0, true, [process('10.1.1.9', 'old')]);
    board.snapshot(0, false, [process('10.1.1.10', 'qq_1'), process('10.1.1.9', 'qq_10')]);
    expect(board.isComplete()).toBe(false);
    board.snapshot(1, true, [process('10.1.1.9', 'qq_9')]);
    expect(board.list().map(row => row.process.id)).toEqual(['10.1.1.9/game:qq_9', '10.1.1.9/game:qq_10', '10.1.1.10/game:qq_1']);
    expect(board.isComplete()).toBe(true);
  });

  it('merges a frame: changed, removed, and hosts that were only read again', () => {
    const board = store();
    board.snapshot(0, true, [process('10.1.1.1', 'a', { age_millis: 9_000 }), process('10.1.1.2', 'b')]);
    board.frame({ changed: [process('10.1.1.3', 'c', { state: 'FATAL' })], removed: ['10.1.1.2/game:b'], hosts: [{ ip: '10.1.1.1', age_millis: 500 }] });
    expect(board.list().map(row => [row.process.process, row.seenAt])).toEqual([
      ['a', 9_500],
      ['c', 9_000],
    ]);
    expect(board.version()).toBe(2);
  });
});

describe('rows', () => {
  it('pass by state, area and any word', () => {
    const row = { process: process('10.1.1.1', 'qq_1', { title: 'QQ 1 区' }), seenAt: null };
    expect(passes(row, { states: [], area: '', text: 'qq 1' })).toBe(true);
    expect(passes(row, { states: ['FATAL'], area: '', text: '' })).toBe(false);
    expect(passes(row, { states: [], area: '港澳台', text: '' })).toBe(false);
  });

  it('are named as requests name them', () => {
    expect(serverId(process('10.1.1.1', 'qq_1'))).toBeNull();
    expect(serverId(process('10.1.1.1', 'qq_1', { server: 'qq_1' }))).toBe('10.1.1.1:qq_1');
    expect(logName(process('10.1.1.1', 'gate'))).toBe('game:gate');
  });
});

describe('uptime', () => {
  it('reads as supervisord writes it', () => {
    expect(uptime(726_433)).toBe('8 days, 9:47:13');
    expect(uptime(108_903)).toBe('1 day, 6:15:03');
    expect(uptime(940)).toBe('0:15:40');
  });
});
