import { fleets } from '../fleet.mjs';
import { ago, files, filesBefore, gameServers } from '../site.mjs';

const problem = (status, code, title, more = {}) => ({ status, type: 'application/problem+json', body: { type: `/problems/${code}`, title, status, code, errors: [], request_id: 'mock', ...more } });
const pulls = new Map();

function pullJob(id) {
  const pull = pulls.get(id);
  const gone = Date.now() - pull.at;
  const state = pull.version.startsWith('9') && gone > 2000 ? 'FAILED' : gone > 3000 ? 'SUCCEEDED' : 'RUNNING';
  const target = { target_id: `${id}:PULL:cn`, step: 'PULL', key: 'cn', state: state === 'RUNNING' ? 'RUNNING' : state, attempt: 1, attempts: [], servers: [], files: 0, bytes: 0, progress: state === 'RUNNING' ? { phase: '', done: Math.min(40_000_000, gone * 12_000), total: 40_000_000, unit: 'bytes' } : null, failure: state === 'FAILED' ? { code: 'version_not_found', type: 'USER', message: `没有版本目录 ${pull.version}`, advice: '检查版本号与地区代号, 确认版本已上传', output: '' } : null };
  return { target, job: { job_id: id, kind: 'FILE_PULL', seq: 1, project: 'ssss', area: '大陆', area_code: 'cn', uuid: pull.uuid, version: pull.version, update_type: 'hot_server', state, round: 1, created_by: 'demo', created_at: ago(3), links: {}, steps: [{ kind: 'PULL', state, targets: 1, counts: {} }] } };
}

/** A watched pull comes before the made-up jobs, whose routes would not know it: this file is read after theirs, so it wraps the map. */
const original = fleets.get.bind(fleets);
fleets.get = id => {
  if (!pulls.has(id)) return original(id);
  const { job, target } = pullJob(id);
  return { last: 'PULL', kinds: ['PULL'], waves: 0, targets: [target], callbacks: [], job, readers: new Map(), changedSince: () => [] };
};

const accepted = id => ({ status: 202, body: { job_id: id, state: 'ACCEPTED', duplicate: false, links: {} } });

export const routes = [
  {
    method: 'POST',
    path: '/api/v1/projects/{project}/areas/{area}/file-pulls',
    answer: ({ body }) => {
      if (body.version.includes('/')) return problem(422, 'invalid_request', '请求有误', { errors: [{ pointer: '/version', code: 'bad_name', message: '版本号只能有字母、数字、点、横线和下划线' }], hint: '按上面的说明修改后重试' });
      pulls.set(`pull-${body.uuid}`, { uuid: body.uuid, version: body.version, at: Date.now() });
      return accepted(`pull-${body.uuid}`);
    },
  },
  { method: 'GET', path: '/api/v1/jobs/{id}/files', answer: ({ path }) => ({ files: pulls.has(path.id) ? files : filesBefore, page: 0, pages: 1, total: 64, total_bytes: 4_248_000 }) },
  {
    method: 'POST',
    path: '/api/v1/projects/{project}/areas/{area}/hot-updates',
    answer: ({ body }) =>
      (body.erlang_cmd_list ?? []).some(command => command.startsWith('os:'))
        ? problem(422, 'invalid_request', '请求有多处问题', { errors: [{ pointer: '/erlang_cmd_list/0', code: 'command_not_allowed', message: '项目不允许这个 Erlang 命令' }] })
        : accepted('350cf0ef-c12e-4bcc-d0df-369a09a4a357'),
  },
  {
    method: 'POST',
    path: '/api/v1/projects/{project}/areas/{area}/preflight',
    answer: () => ({
      go: false,
      checked_at: ago(0),
      cells: [
        ...['file-pull', 'file-push', 'ops-manager'].map(role => ({ check: 'queue_worker', title: '队列与工作进程', role, worker: null, subject: `${role.replace('-', '_')}8`, result: 'go', detail: '存活 1 个, 已应答', fix: null })),
        { check: 'password_file', title: 'rsync 密码文件', role: 'file-push', worker: 'file-push@recv8#1f0c9a5e', subject: '/etc/ssss.password', result: 'no_go', detail: '权限是 644, 应为 600 或 400', fix: '在主机 recv8 上执行: chmod 600 /etc/ssss.password && chown slipway /etc/ssss.password' },
        { check: 'host_reachable', title: '游戏主机可达', role: 'ops-manager', worker: 'ops-manager@vm', subject: '10.1.0.7', result: 'unknown', detail: '没有在时限内回答', fix: '检查主机与网络, 再预检一次' },
        { check: 'version_root', title: '版本根目录', role: 'file-pull', worker: 'file-pull@recv8', subject: '/data/version_update/server', result: 'go', detail: '可读', fix: null },
        { check: 'cdn_origin', title: 'CDN 源站', role: 'ops-manager', worker: null, subject: '', result: 'not_applicable', detail: '没有配置 cdn_roots', fix: null },
      ],
    }),
  },
  {
    method: 'POST',
    path: '/api/v1/projects/{project}/areas/{area}/services',
    answer: ({ body, query }) => {
      const own = gameServers.filter(server => (body.servers.ids ?? []).includes(server.id));
      if (own.length === 0) return problem(422, 'nothing_selected', '没有选中游戏服', { errors: [{ pointer: '/servers', code: 'nothing_selected', message: '没有游戏服符合选择' }] });
      if (query.get('dry_run') !== 'true') return accepted('gate-1');
      const ips = [...new Set(own.map(server => server.ip))];
      return { action: body.action, project: 'ssss', area: '大陆', silence: body.silence ?? null, hosts: ips.length, servers: own.length, waves: body.waves ? [{ number: 1, name: 'canary', hosts: ips.slice(0, 1) }, { number: 2, name: '', hosts: ips.slice(1) }] : [], plan: ips.map(ip => ({ ip, servers: own.filter(server => server.ip === ip).map(({ id, name, title, role, process, labels }) => ({ id, name, title, role, process, labels, sharing: [] })) })) };
    },
  },
];
