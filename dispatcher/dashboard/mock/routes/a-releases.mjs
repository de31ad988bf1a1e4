import { ago, files, gameServers } from '../site.mjs';

const games = gameServers.filter(server => server.app_type === 'GameServer');
const pack = (version, seconds, more = {}) => ({ app_type: 'GameServer', version, at: ago(seconds), bytes: 41_230_000, created_by: 'li.si', files: 1_204, job_id: 'old-2', manifest: 'a'.repeat(64), state: 'READY', tree: `${version}-0cc175b9c0f1`, failure: null, ...more });
const packages = [
  pack('1.0.6', 60, { state: 'PREPARING', files: 0, bytes: 0 }),
  pack('1.0.5', 4_000, { state: 'FAILED', failure: { code: 'bad_archive', message: 'zip 在 41 MB 处中断', advice: '重新上传后用新的版本号再准备' } }),
  pack('1.0.4', 9_000),
  pack('1.0.3', 900_000),
  pack('1.0.4', 9_500, { app_type: 'gameGate' }),
];
const plans = new Map();

function plan(id, body, state = 'OPEN') {
  const chosen = body.servers?.ids ? games.filter(server => body.servers.ids.includes(server.id)) : games.slice(0, 40);
  const hosts = [...new Set(chosen.map(server => server.ip))];
  const purpose = body.purpose ?? 'release';
  return {
    id, project: 'ssss', area: '大陆', app_type: body.app_type ?? 'GameServer', version: body.version ?? '1.0.3', purpose, rollback_of: body.rollback_of ?? null, state, created_at: ago(20), created_by: 'demo', expires_at: ago(-1_700), hosts: hosts.length, servers: chosen.length, adopt: false, at_once: 1, between: 'CONFIRM', pause_seconds: 0, parallel: 20, max_failures: 2,
    bytes_to_send: 42_781_000, expected_from_runs: 4, expected_seconds: 200, digest: 'b'.repeat(64), tree: '1.0.4-0cc175b9c0f1', kept: ['init.properties', 'jdbc.properties', 'redis.properties'], processes: body.processes ?? 'as_before', silence: body.silence ?? null, job_id: state === 'USED' ? 'gate-1' : null,
    plan: hosts.map(ip => ({ ip, servers: chosen.filter(server => server.ip === ip).map((server, at) => ({ id: server.id, name: server.name, title: server.title, role: server.role, path: server.path, from_version: at === 2 ? null : '1.0.3', from_tree: '1.0.3-aa', holds: at === 1, wants_running: purpose === 'release' ? null : at !== 1 })) })),
    waves: [{ number: 1, name: 'canary', hosts: hosts.slice(0, 1) }, { number: 2, name: '', hosts: hosts.slice(1, 6) }, { number: 3, name: '', hosts: hosts.slice(6) }].filter(wave => wave.hosts.length > 0),
    differences: [{ from_version: '1.0.3', servers: chosen.length - 3, new: 3, changed: 12, removed: 1, kept: 1, bytes: 3_400_000 }, { from_version: null, servers: 3, new: 1_204, changed: 0, removed: 0, kept: 3, bytes: 41_230_000 }],
    refused: ['10.1.1.9:qq_9', '10.1.1.9:qq_10'].map(server => ({ code: 'no_path', server, text: '没有登记进程路径: 登记后重新制作计划' })),
    warnings: [{ code: 'outside_window', server: null, text: '现在不在维护窗口内, 最早 11-24 02:00 可以执行' }, ...chosen.slice(0, 3).map(server => ({ code: 'patches', server: server.id, text: '这些游戏服上的热更新会随旧版本消失' }))],
    void_because: state === 'VOID' ? [{ code: 'installed', server: '10.1.0.1:qq_1', text: '现网版本在制作计划后改变了' }] : [],
  };
}
plans.set('void-1', plan('void-1', {}, 'VOID'));
plans.set('used-1', plan('used-1', { purpose: 'rollback', rollback_of: 'gate-1' }, 'USED'));
plans.set('open-1', plan('open-1', { version: '1.0.4' }));

const problem = (status, code, title, more = {}) => ({ status, type: 'application/problem+json', body: { type: `/problems/${code}`, title, status, code, errors: [], request_id: 'mock', ...more } });
const makePlan = ({ body }) => {
  if (body.waves?.sizes?.includes('x')) return problem(422, 'invalid_request', '请求有误', { errors: [{ pointer: '/waves/sizes/0', code: 'bad_value', message: '应为台数或百分比, 如 5 或 50%' }], hint: '按上面的说明修改后重试' });
  const id = `plan-${plans.size}`;
  plans.set(id, plan(id, body));
  return { status: 201, body: plans.get(id) };
};
const page = (from, kind) => ({ from_version: from, version: '1.0.4', bytes: 3_400_000, new: 3, changed: 12, removed: 1, kept: 1, next: null, files: files.slice(0, 16).map((file, n) => ({ name: file.name, kind: n < 3 ? 'NEW' : n < 14 ? 'CHANGED' : n === 14 ? 'REMOVED' : 'KEPT', size: n === 14 ? null : file.size, from_size: n < 3 ? null : file.size - 7 })).filter(file => !kind || file.kind.toLowerCase() === kind) });

const installation = (server, n) => {
  const state = n % 17 === 3 ? 'drifted' : n % 11 === 5 ? 'behind' : n % 23 === 7 ? 'unknown' : 'current';
  const base = state === 'unknown' ? null : { app_type: server.app_type, version: state === 'behind' ? '1.0.3' : '1.0.4', tree: '1.0.4-0cc175b9c0f1', at: ago(86_000 + n), job_id: 'gate-1', manifest: 'c'.repeat(64), kept: [{ name: 'init.properties', sha256: 'd'.repeat(64) }], ran_before: true };
  const patch = (k, lost) => ({ at: ago(50_000 - k * 900), commands: ['code:load_file(player).'], files: 3, first: files.slice(1, 3).map(({ name, md5, sha256 }) => ({ name, md5, sha256 })), job_id: `old-${k * 4}`, lost: lost ? { at: ago(300), job_id: null, why: 'restart' } : null, manifest: 'e'.repeat(64), on_this_base: true, version: `00420000${k}` });
  return { id: server.id, area: server.area, ip: server.ip, name: server.name, title: server.title, role: server.role, app_type: server.app_type, labels: server.labels, state, base, desired_version: server.app_type === 'GameServer' ? '1.0.4' : null, drift: state === 'drifted' ? { at: ago(4_000), differences: 3, job_id: 'drift-1' } : null, earlier: base ? [{ ...base, version: '1.0.2', at: ago(500_000) }] : [], held: ['1.0.4-0cc175b9c0f1', '1.0.3-ab12'], patches: base ? [patch(1, n % 9 === 2), patch(2, n % 9 === 2)].slice(0, (n % 3) + (n % 9 === 2 ? 1 : 0)) : [], unknown: state === 'unknown' ? [{ at: ago(900), job_id: 'old-10', kind: 'release', version: '1.0.4' }] : [] };
};
const installations = gameServers.map(installation);

export const routes = [
  { method: 'GET', path: '/api/v1/projects/{project}/packages', answer: ({ query, path }) => ({ packages: path.project === 'ssss' ? packages.filter(each => !query.get('app_type') || each.app_type === query.get('app_type')) : [], next: null }) },
  { method: 'POST', path: '/api/v1/projects/{project}/areas/{area}/packages', answer: ({ body }) => (body.version === '1.0.4' ? problem(409, 'package_exists', '这个版本包已经就绪', { errors: [{ pointer: '/version', code: 'package_exists', message: '1.0.4 已经就绪, 不会再变; 重新构建的内容需要新的版本号' }] }) : (packages.unshift(pack(body.version, 0, { state: 'PREPARING', app_type: body.app_type, files: 0, bytes: 0 })), { status: 202, body: { job_id: body.uuid, state: 'ACCEPTED', duplicate: false, links: {} } })) },
  { method: 'POST', path: '/api/v1/projects/{project}/areas/{area}/release-plans', answer: makePlan },
  { method: 'POST', path: '/api/v1/projects/{project}/areas/{area}/converge-plans', answer: request => makePlan({ body: { ...request.body, purpose: 'converge' } }) },
  { method: 'GET', path: '/api/v1/release-plans/{id}', answer: ({ path }) => plans.get(path.id) ?? problem(404, 'unknown_plan', '没有这个计划', { hint: '计划可能已被清理, 请重新制作' }) },
  { method: 'GET', path: '/api/v1/release-plans/{id}/files', answer: ({ query }) => page(query.get('from'), query.get('kind')) },
  { method: 'POST', path: '/api/v1/projects/{project}/areas/{area}/releases', answer: () => problem(409, 'approval_required', '这个项目的发布要先审批', { hint: '提交审批, 由另一位审批人批准后自动开始' }) },
  {
    method: 'GET',
    path: '/api/v1/projects/{project}/installations',
    answer: ({ query, path }) => {
      const own = path.project === 'ssss' ? installations : [];
      const matching = own.filter(each => (query.get('lost') !== 'true' || each.patches.some(patch => patch.lost)) && (query.get('behind') !== 'true' || each.state === 'behind' || each.state === 'unknown') && (!query.get('version') || query.getAll('version').includes(each.base?.version)) && (!query.get('app_type') || query.getAll('app_type').includes(each.app_type)) && (!query.get('ip') || query.getAll('ip').includes(each.ip)));
      const from = Number(query.get('after') ?? 0);
      const limit = Number(query.get('limit') ?? 100);
      const count = test => own.filter(test).length;
      return {
        installations: matching.slice(from, from + limit), next: from + limit < matching.length ? String(from + limit) : null, total: matching.length,
        summary: { servers: own.length, behind: count(each => each.state === 'behind'), drifted: count(each => each.state === 'drifted'), unknown: count(each => each.state === 'unknown'), lost: count(each => each.patches.some(patch => patch.lost)), versions: [{ area: '大陆', app_type: 'GameServer', version: '1.0.4', servers: 240, desired: true }, { area: '大陆', app_type: 'GameServer', version: '1.0.3', servers: 26, desired: false }, { area: '大陆', app_type: 'gameGate', version: '1.0.4', servers: 84, desired: null }, { area: '大陆', app_type: null, version: null, servers: 10, desired: null }] },
      };
    },
  },
  { method: 'GET', path: '/api/v1/projects/{project}/installations/{id}', answer: ({ path }) => installations.find(each => each.id === path.id) },
  { method: 'GET', path: '/api/v1/projects/{project}/areas/{area}/desired', answer: () => ({ desired: [{ app_type: 'GameServer', area: '大陆', at: ago(86_000), by: 'li.si', job_id: 'gate-1', manifest: 'c'.repeat(64), version: '1.0.4' }] }) },
  { method: 'PUT', path: '/api/v1/projects/{project}/areas/{area}/desired/{type}', answer: ({ path, body }) => ({ app_type: path.type, area: '大陆', at: ago(0), by: 'demo', job_id: null, manifest: 'c'.repeat(64), version: body.version }) },
  { method: 'POST', path: '/api/v1/projects/{project}/areas/{area}/drifts', answer: ({ query, body }) => (query.get('dry_run') === 'true' ? { hosts: 12, servers: 40, skipped: [{ code: 'no_record', server: '10.1.0.7:qq_25', text: '没有发布记录, 无从比较' }], plan: [] } : { status: 202, body: { job_id: body.uuid, duplicate: false, links: {}, skipped: [], state: 'ACCEPTED' } }) },
  {
    method: 'POST',
    path: '/api/v1/projects/{project}/areas/{area}/reapplies',
    answer: ({ query, body }) => {
      const jobs = [1, 2].map(n => ({ job_id: `${body.uuid}-${n}`, uuid: body.uuid, duplicate: false, hosts: 12, links: {}, state: query.get('dry_run') === 'true' ? null : 'ACCEPTED', version: `00420000${n}`, plan: { commands: ['code:load_file(player).', ...(n === 2 ? ['player:earn(7, "gift").'] : [])], files: 3, first: ['ebin/player.beam', 'notice.txt'], first_job_id: 'old-4', not_idempotent: n === 2 ? ['player:earn(7, "gift").'] : [], hosts: [{ ip: '10.1.0.1', lost: ['qq_1'], again: n === 2 ? ['qq_2'] : [] }, { ip: '10.1.0.4', lost: ['qq_13', 'qq_14'], again: [] }] } }));
      return { status: query.get('dry_run') === 'true' ? 200 : 202, body: { jobs } };
    },
  },
  {
    method: 'GET',
    path: '/api/v1/jobs/{id}/drift',
    answer: ({ path, query }) => {
      const all = installations.slice(0, 40).map((each, n) => ({ id: each.id, ip: each.ip, name: each.name, tree: '1.0.4-0cc175b9c0f1', state: n % 17 === 3 ? 'differs' : n === 8 ? 'unknown' : 'same', differences: n % 17 === 3 ? 3 : n === 8 ? null : 0, first: n % 17 === 3 ? [{ kind: 'changed', name: 'ebin/a.beam' }, { kind: 'extra', name: 'x.log' }, { kind: 'missing', name: 'config/drop.cfg' }] : [], failure: n === 8 ? { code: 'unreachable', message: 'No route to host', advice: '检查主机与网络后重试' } : null }));
      return { job_id: path.id, state: 'PARTIAL', next: null, total: 40, totals: { servers: 40, same: 36, differs: 3, unknown: 1, pending: 0, differences: 9 }, servers: all.filter(each => query.getAll('state').length === 0 || query.getAll('state').includes(each.state)) };
    },
  },
];
