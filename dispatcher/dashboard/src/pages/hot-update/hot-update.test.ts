import { describe, expect, it } from 'vitest';
import { allowedAs, loadCommands, parseShape, renderArgument, renderCall } from './commands';
import { missing, newDraft, novelty, pullKey, updateBody, updateCli } from './draft';

describe('commands', () => {
  it('reads the calls a project allows', () => {
    expect(parseShape('code:load_file(atom)')).toEqual({ name: 'code:load_file', types: ['atom'] });
    expect(parseShape('shop:reload()')).toEqual({ name: 'shop:reload', types: [] });
    expect(parseShape('a:b(list(integer), any)')).toEqual({ name: 'a:b', types: ['list(integer)', 'any'] });
    expect(parseShape('nothing')).toBeNull();
  });

  it('writes arguments as Erlang reads them', () => {
    expect(renderArgument('atom', 'player')).toBe('player');
    expect(renderArgument('atom', 'Player-1')).toBe("'Player-1'");
    expect(renderArgument('atom', 'end')).toBe("'end'");
    expect(renderArgument('string', 'say "hi"\\')).toBe('"say \\"hi\\"\\\\"');
    expect(renderArgument('binary', '公告')).toBe('<<"公告"/utf8>>');
    expect(renderArgument('integer', '1.5')).toBeNull();
    expect(renderCall({ name: 'player:earn', types: ['integer', 'atom'] }, ['7', ''])).toBeNull();
    expect(renderCall({ name: 'player:earn', types: ['integer', 'atom'] }, ['7', 'gold'])).toBe('player:earn(7, gold).');
  });

  it('loads the modules among the files, purging first where that is allowed', () => {
    const files = ['ebin/player.beam', 'notice.txt', 'shop.beam'];
    expect(loadCommands(['code:load_file(atom)', 'code:soft_purge(atom)', 'code:purge(atom)'], files)).toEqual([
      'code:soft_purge(player).',
      'code:load_file(player).',
      'code:soft_purge(shop).',
      'code:load_file(shop).',
    ]);
    expect(loadCommands(['code:purge(atom)'], files)).toEqual([]);
  });

  it('knows which allowed call a command is', () => {
    const allowed = [{ call: 'player:earn(integer)', idempotent: false }];
    expect(allowedAs('player:earn(7).', allowed)?.idempotent).toBe(false);
    expect(allowedAs('os:cmd("id").', allowed)).toBeNull();
  });
});

describe('draft', () => {
  const file = { name: 'a.txt', md5: 'abe347d3fdff45f1078102c4637852a5', sha256: '', size: 1 };
  const server = { id: '10.1.1.1:qq_1', ip: '10.1.1.1', name: 'qq_1', role: 'game', title: '', labels: [], known: true };

  it('makes the body of the CMDB for servers and for clients', () => {
    const draft = { ...newDraft(), uuid: 'u', version: ' 003100000 ', commands: ['code:load_file(a).'] };
    expect(updateBody(draft, { files: [file], servers: [server] })).toEqual({
      uuid: 'u',
      version: '003100000',
      update_type: 'hot_server',
      update_server_list: { game: { '10.1.1.1': ['qq_1'] } },
      update_file_list: [{ file_name: 'a.txt', file_md5: file.md5 }],
      erlang_cmd_list: ['code:load_file(a).'],
    });
    const client = { ...draft, kind: 'client' as const, clientType: '1' as const, directories: ['res.ssss.chuangyunet.com/t1'] };
    expect(updateBody(client, { files: [file], servers: [] })).toEqual({
      uuid: 'u',
      version: '003100000',
      update_type: 'hot_client',
      client_type: 1,
      data: [{ cdn_root_url: 'res.ssss.chuangyunet.com', cdn_dir: 't1' }],
      update_file_list: [{ file_name: 'a.txt', file_md5: file.md5 }],
    });
    expect(updateCli(draft, 'ssss', 'cn', { files: [file], servers: [server] }).join(' ')).toBe(
      `hot-update ssss cn 003100000 --uuid u --server game:10.1.1.1:qq_1 --file a.txt:${file.md5} --command code:load_file(a). --watch`,
    );
  });

  it('says what is still missing, in the order of the page', () => {
    const draft = newDraft();
    expect(missing(draft, 'cn', { files: [], servers: [] })).toBe('version');
    const named = { ...draft, version: '1' };
    expect(missing(named, 'cn', { files: [file], servers: [server] })).toBe('pull');
    const pulled = { ...named, pulled: pullKey(named, 'cn') };
    expect(missing(pulled, 'tw', { files: [file], servers: [server] })).toBe('pull');
    expect(missing(pulled, 'cn', { files: [], servers: [server] })).toBe('files');
    expect(missing(pulled, 'cn', { files: [file], servers: [] })).toBe('targets');
    expect(missing(pulled, 'cn', { files: [file], servers: [server] })).toBeNull();
  });

  it('compares a file with what was brought before', () => {
    expect(novelty(file, null)).toBeNull();
    expect(novelty(file, new Map())).toBe('new');
    expect(novelty(file, new Map([['a.txt', 'x']]))).toBe('changed');
    expect(novelty(file, new Map([['a.txt', file.md5]]))).toBe('same');
  });
});
