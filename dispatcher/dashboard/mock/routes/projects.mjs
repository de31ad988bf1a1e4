const area = (name, codes, hosts, more = {}) => ({ name, codes, hosts: Array.from({ length: hosts }, (_, n) => `10.1.${Math.floor(n / 250)}.${(n % 250) + 1}`), cdn_roots: [], rsync_managers: [{ ip: '127.0.1.9', port: 27870, module: 'cmdb_hot_server', user: 'cmdb', pass_file: '/etc/ssss.password' }], ...more });

const projects = [
  { code: 'ssss', name: '三生三世', areas: [area('大陆', ['cn'], 500, { production: true, cdn_roots: [{ cdn_root_url: 'res.ssss.chuangyunet.com', dirs: ['t1', 'test_r1', 's1', 'r1'] }, { cdn_root_url: 'res2.ssss.chuangyunet.com', dirs: [] }] }), area('港澳台', ['tw'], 2000)], callback: { url: 'http://127.0.0.1:34411/api/hot-update/' }, command_limit_seconds: 20, erlang_commands: [{ call: 'code:soft_purge(atom)', idempotent: true }, { call: 'code:load_file(atom)', idempotent: true }, { call: 'player:earn(integer, string)', idempotent: false }] },
  { code: 'jyjh', name: '剑雨江湖', areas: [area('大陆', ['cn'], 40)], callback: null, command_limit_seconds: 20, erlang_commands: [] },
];

export const routes = [
  { method: 'GET', path: '/api/v1/projects', answer: () => ({ projects }) },
  { method: 'GET', path: '/api/v1/projects/{project}', answer: ({ path }) => projects.find(project => project.code === path.project) },
];
