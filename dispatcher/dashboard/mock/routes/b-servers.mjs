import { gameServers } from '../site.mjs';

const problem = (status, code, title, more = {}) => ({ status, type: 'application/problem+json', body: { type: `/problems/${code}`, title, status, code, errors: [], request_id: 'mock', ...more } });
const ONE = '/api/v1/projects/{project}/game-servers/{id}';
const difference = applied => ({
  applied,
  counts: { added: 1, changed: 1, removed: 1, unchanged: 357 },
  changes: [
    { id: '10.1.0.9:gameserver_test', title: 'QA测试服', action: 'added', differences: [['area', '大陆'], ['ip', '10.1.0.9'], ['name', 'gameserver_test'], ['title', 'QA测试服'], ['process', 'gameserver_test'], ['path', '/data/game1/'], ['labels', ['test']]].map(([name, after]) => ({ pointer: `/${name}`, after })) },
    { id: '10.1.0.2:qq_5', title: '双线 5 区', action: 'changed', differences: [{ pointer: '/title', before: '双线 5 区', after: '双线五区' }, { pointer: '/machine', before: 'game-2', after: null }] },
    { id: '10.1.0.3:qq_9', title: '双线 9 区', action: 'removed', differences: [{ pointer: '/ip', before: '10.1.0.3' }, { pointer: '/name', before: 'qq_9' }] },
  ],
  notes: ['10.1.0.9 上 gameserver_test(QA测试服), gameserver_test_2(QA测试服2) 是同一个进程 gameserver_test,启停其一即启停全部'],
});

export const routes = [
  {
    method: 'PUT',
    path: '/api/v1/projects/{project}/game-servers',
    answer: ({ body, query }) => (JSON.stringify(body).includes('坏') ? problem(422, 'invalid_request', '请求有误', { errors: [{ pointer: '/game_servers/0/ip', code: 'unknown_host', message: '不是任何地区的主机', line: 2, column: 11 }], hint: '按上面的说明修改后重试' }) : difference(query.get('dry_run') !== 'true')),
  },
  { method: 'POST', path: '/api/v1/projects/{project}/game-servers/sync', answer: ({ path }) => (path.project === 'ssss' ? { digest: '9f86d081', difference: difference(false) } : problem(409, 'no_server_source', '没有配置来源')) },
  { method: 'POST', path: '/api/v1/projects/{project}/game-servers/sync/confirm', answer: () => difference(true) },
  { method: 'GET', path: ONE, answer: ({ path }) => gameServers.find(each => each.id === path.id) ?? problem(404, 'unknown_server', '没有这个游戏服') },
  {
    method: 'PUT',
    path: ONE,
    answer: ({ path, body }) => {
      if (!body.ip.startsWith('10.1.')) return problem(422, 'invalid_request', '请求有误', { errors: [{ pointer: '/ip', code: 'unknown_host', message: '不是这个地区的主机' }], hint: '按上面的说明修改后重试' });
      const known = gameServers.find(each => each.id === path.id);
      if (!known) gameServers.unshift({ labels: [], role: 'game', process: body.name, title: body.name, ...body, id: `${body.ip}:${body.name}`, revision: 1 });
      return known ? Object.assign(known, body, { id: `${body.ip}:${body.name}`, revision: known.revision + 1 }) : gameServers[0];
    },
  },
  { method: 'DELETE', path: ONE, answer: ({ path }) => (gameServers.splice(gameServers.findIndex(each => each.id === path.id), 1), { status: 204 }) },
];
