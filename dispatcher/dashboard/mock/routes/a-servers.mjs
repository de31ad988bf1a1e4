import { gameServers } from '../site.mjs';

export const routes = [
  {
    method: 'GET',
    path: '/api/v1/projects/{project}/game-servers',
    answer: ({ path, query }) => {
      const text = (query.get('text') ?? '').toLowerCase();
      const from = Number(query.get('page_token') ?? 0);
      const limit = Number(query.get('limit') ?? 100);
      const own = path.project === 'ssss' ? gameServers : [];
      const area = query.getAll('area');
      const matching = own.filter(
        server =>
          (area.length === 0 || area.includes('cn') || area.includes(server.area)) &&
          (!query.get('role') || query.getAll('role').includes(server.role)) &&
          query.getAll('label').every(label => server.labels.includes(label)) &&
          (text === '' || [server.name, server.ip, server.title, server.machine].some(each => each.toLowerCase().includes(text))),
      );
      return { game_servers: matching.slice(from, from + limit), total: matching.length, next_page_token: from + limit < matching.length ? String(from + limit) : null };
    },
  },
];
