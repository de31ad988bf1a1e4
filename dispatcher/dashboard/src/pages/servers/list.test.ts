import { describe, expect, it } from 'vitest';
import { asRequest, bodyOf, decode, EMPTY, fieldsOf, passes } from './list';

const server = { id: '10.1.1.1:qq_1', area: '大陆', ip: '10.1.1.1', name: 'qq_1', title: '一服', role: 'game', process: 'game:qq_1', path: '/data/game1/', app_type: 'GameServer', machine: 'm1', labels: ['gray', 'vip'], revision: 3, health: { kind: 'tcp', port: 7001, within_seconds: 30 } };

describe('a list', () => {
  it('is sent as what it is', () => {
    expect(asRequest('服务器IP,进程名\n10.1.1.1,qq_1').type).toBe('text/csv; charset=utf-8');
    expect(asRequest('\uFEFF{"game_servers": []}')).toEqual({ type: 'application/json', body: '{"game_servers": []}' });
    expect(asRequest(' [\n{"ip": "10.1.1.1"}\n]\n').body).toBe('{"game_servers": [\n{"ip": "10.1.1.1"}\n]}');
  });

  it('of a Chinese spreadsheet is read as it was written', () => {
    const gbk = new Uint8Array([0xb4, 0xf3, 0xc2, 0xbd]);
    expect(decode(gbk.buffer)).toBe('大陆');
    expect(decode(new TextEncoder().encode('大陆').buffer)).toBe('大陆');
  });
});

describe('a game server', () => {
  it('is sent back as it was read', () => {
    expect(bodyOf(fieldsOf(server))).toEqual({
      area: '大陆', ip: '10.1.1.1', name: 'qq_1', title: '一服', role: 'game', process: 'game:qq_1', path: '/data/game1/', app_type: 'GameServer', machine: 'm1', labels: ['gray', 'vip'], health: { kind: 'tcp', port: 7001, within_seconds: 30 },
    });
  });

  it('leaves what is empty to the server', () => {
    expect(bodyOf({ ...EMPTY, ip: ' 10.1.1.1 ' })).toEqual({ ip: '10.1.1.1', role: 'game', labels: [] });
  });

  it('is found by area, type, label and any text', () => {
    const any = { area: '', type: '', label: '', text: '' };
    expect(passes(server, any)).toBe(true);
    expect(passes(server, { ...any, text: 'GAME1' })).toBe(true);
    expect(passes(server, { ...any, label: 'production' })).toBe(false);
    expect(passes(server, { ...any, area: '港澳台' })).toBe(false);
  });
});
