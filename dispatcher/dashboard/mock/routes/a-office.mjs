import { ago } from '../site.mjs';

const problem = (status, code, title, more = {}) => ({ status, type: 'application/problem+json', body: { type: `/problems/${code}`, title, status, code, errors: [], request_id: 'mock', ...more } });
const worker = (id, role, alive, running, slots, queues) => ({ worker_id: id, role, alive, running, slots, queues, host: id.split('@')[1].split('#')[0], last_seen: ago(alive ? 3 : 400), versions: { slipway: '0.9.0', rsync: '3.2.7' } });
const workers = [worker('file-pull@recv8#8dc43447', 'file-pull', true, 0, 2, ['file_pull8']), worker('file-push@recv8#988b57b9', 'file-push', true, 1, 4, ['file_push8']), worker('ops-manager@ops1#2c92a9ac', 'ops-manager', true, 12, 16, ['ops_manager8']), worker('ops-manager@ops2#1f0c9a5e', 'ops-manager', false, 3, 16, ['ops_manager8'])];
const queue = (name, role, depth, consumers, oldest, dead) => ({ name, role, project: null, depth, consumers, oldest_seconds: oldest, dead });
const queues = [queue('file_pull8', 'file-pull', 0, 1, null, 0), queue('file_push8', 'file-push', 2, 1, 4, 0), queue('ops_manager8', 'ops-manager', 311, 1, 62, 3), queue('file_relay_vn', 'file-relay', 7, 0, 4_000, 0)];
const letters = [1, 2, 3].map(n => ({ id: `dead-${n}`, at: n === 3 ? null : ago(n * 700), reason: n === 2 ? 'expired' : 'rejected', job_id: 'gate-1', target_id: `gate-1:RELEASE:10.1.0.${n}`, project: 'ssss', queue: 'ops_manager8', times: n, bytes: 812, body: JSON.stringify({ order: n, kind: 'RELEASE', job: 'gate-1', ip: `10.1.0.${n}` }) }));
const callback = (n, state) => ({ callback_id: `old-${n}:ip:10.1.0.${n}`, job_id: `old-${n}`, kind: ['PUSHED', 'STARTED', 'IP', 'FINAL'][n % 4], state, tries: state === 'DELIVERED' ? 1 : 7, created_at: ago(n * 300), delivered_at: state === 'DELIVERED' ? ago(n * 300 - 2) : null, next_try_at: state === 'WAITING' ? ago(-60) : null, body: JSON.stringify({ ip: { [`10.1.0.${n}`]: { update_data: { qq_1: { data: '更新完成', status: true } } } }, uuid: `old-${n}`, update_type: 'hot_server', version: '004200000' }), attempts: state === 'DELIVERED' ? [{ at: ago(n * 300), status: 200, millis: 12, error: null }] : [1, 2, 3].map(k => ({ at: ago(60 * k), status: k === 3 ? 0 : 503, millis: 1_004, error: k === 3 ? 'timeout' : 'HTTP 503' })) });
const callbacks = Array.from({ length: 24 }, (_, n) => callback(n, n % 7 === 3 ? 'EXHAUSTED' : n % 9 === 4 ? 'WAITING' : 'DELIVERED'));
const schedule = (id, state, at, more = {}) => ({ schedule_id: id, state, at, zone: 'Asia/Shanghai', project: 'ssss', area: '大陆', area_code: 'cn', request: 'hot-updates', created_by: 'li.si', created_at: ago(9_000), grace_seconds: 600, on_missed: 'SKIP', revision: 1, links: {}, due_in_seconds: state === 'WAITING' ? 3_000 : null, ended_at: state === 'WAITING' ? null : ago(100), note: null, ...more });
const schedules = [schedule('a11383e6-524f-4d34-b697-b57f68544333', 'WAITING', ago(-3_000)), schedule('b2', 'STARTED', ago(9_000)), schedule('b3', 'REFUSED', ago(19_000), { note: '422 unknown_host: 10.1.0.9 已不在地区的主机清单中', request: 'services' }), schedule('b4', 'MISSED', ago(90_000), { note: '到时没有 dispatcher 在运行' })];
const approval = (id, state, more = {}) => ({ id, project: 'ssss', area: '大陆', area_code: 'cn', request: 'hot-updates', body: { uuid: id, version: '004200000', update_type: 'hot_server', update_server_list: { game: { '10.1.0.1': ['qq_1', 'qq_2'], '10.1.0.2': ['qq_5'] } }, update_file_list: [{ file_name: 'ebin/player.beam', file_md5: '1444026016a1e2749809bf460323dcbd' }], erlang_cmd_list: ['code:load_file(player).'] }, scope: { ips: 2, servers: 3 }, reason: '修复商店 7 号库存', state, requested_by: 'li.si', requested_at: ago(1_200), expires_at: ago(-85_000), decided_by: state === 'WAITING' ? null : 'wang.wu', decided_at: state === 'WAITING' ? null : ago(300), decision: state === 'REJECTED' ? '高峰期, 请改到凌晨' : null, job_id: state === 'APPROVED' ? 'old-4' : null, may_decide: state === 'WAITING', why_not: null, ...more });
const approvals = [approval('ap-1', 'WAITING'), approval('ap-2', 'WAITING', { requested_by: 'demo', may_decide: false, why_not: '不能批准自己的申请', request: 'releases', body: { uuid: 'ap-2', plan: 'open-1' }, scope: { ips: 14, servers: 40 } }), approval('ap-3', 'APPROVED'), approval('ap-4', 'REJECTED'), approval('ap-5', 'VOID', { decision: '计划已失效' })];
const entry = n => ({ seq: 900 - n, at: ago(n * 130), who: ['li.si', 'token:cmdb', 'demo'][n % 3], address: '10.0.0.7', method: n % 4 ? 'POST' : 'PUT', path: n % 4 ? '/api/v1/projects/ssss/areas/cn/hot-updates' : '/api/v1/projects/ssss', project: 'ssss', status: n % 7 === 5 ? 403 : n % 4 ? 202 : 200, code: n % 7 === 5 ? 'forbidden' : null, job_id: n % 4 && n % 7 !== 5 ? 'old-4' : null, note: n === 2 ? '紧急修复, 已与值班确认' : null, before: n % 4 ? null : { name: '三生', areas: [{ hosts: ['10.1.0.1'] }] }, after: n % 4 ? null : { name: '三生三世', areas: [{ hosts: ['10.1.0.1', '10.1.0.2'] }] }, previous: 'a'.repeat(64), hash: 'b'.repeat(64), request_id: `req-${n}` });
const entries = Array.from({ length: 60 }, (_, n) => entry(n));
const accounts = [
  { name: 'admin', display_name: '管理员', source: 'local', grants: [{ project: '*', roles: ['admin'] }], disabled: false, created_at: ago(9e6), last_login_at: ago(90_000), revision: 2 },
  { name: 'li.si', display_name: '李四', source: 'ldap', grants: [{ project: 'ssss', roles: ['releaser'] }, { project: 'jyjh', roles: ['viewer', 'approver'] }], disabled: false, created_at: ago(5e6), last_login_at: ago(900), revision: 4 },
  { name: 'old.one', display_name: '', source: 'oidc', grants: [], disabled: true, created_at: ago(5e6), last_login_at: null, revision: 1 },
];
const tokens = [{ name: 'cmdb', projects: ['ssss'], roles: ['operator'], created_at: ago(9e5), expires_at: null, disabled: false }, { name: 'first-admin', projects: ['*'], roles: ['admin'], created_at: ago(9e6), expires_at: ago(-9e5), disabled: false }, { name: 'old-ci', projects: ['*'], roles: ['viewer'], created_at: ago(9e6), expires_at: null, disabled: true }];
const paged = (list, query, key) => {
  const from = Number(query.get('page_token') ?? 0);
  const limit = Number(query.get('limit') ?? 50);
  return { [key]: list.slice(from, from + limit), next_page_token: from + limit < list.length ? String(from + limit) : null };
};
const decide = state => ({ path, body }) => {
  const one = approvals.find(each => each.id === path.id);
  if (state === 'REJECTED' && !body.reason) return problem(422, 'invalid_request', '请求有误', { errors: [{ pointer: '/reason', code: 'too_short', message: '驳回需要填写理由' }] });
  return Object.assign(one, { state, decided_by: 'demo', decided_at: ago(0), decision: body.reason || null, may_decide: false, job_id: state === 'APPROVED' ? 'old-8' : null });
};

export const routes = [
  { method: 'GET', path: '/api/v1/workers', answer: () => ({ workers }) },
  { method: 'GET', path: '/api/v1/queues', answer: () => ({ queues }) },
  { method: 'GET', path: '/api/v1/queues/{queue}/dead-letters', answer: ({ path }) => ({ dead_letters: path.queue === 'ops_manager8' ? letters : [] }) },
  { method: 'POST', path: '/api/v1/queues/{queue}/dead-letters/requeue', answer: ({ body }) => ({ requeued: ['dead-1'], refused: (body.ids ?? ['dead-2']).filter(id => id !== 'dead-1').map(id => ({ id, job_id: 'gate-1', code: 'not_wanted', why: '任务已经结束, 不再需要' })) }) },
  { method: 'GET', path: '/api/v1/callbacks', answer: ({ query }) => paged(callbacks.filter(each => !query.get('state') || each.state === query.get('state')), query, 'callbacks') },
  { method: 'POST', path: '/api/v1/callbacks/replay', answer: () => ({ status: 202, body: { replayed: 3, more: false } }) },
  { method: 'GET', path: '/api/v1/schedules', answer: ({ query }) => ({ schedules: schedules.filter(each => query.getAll('state').length === 0 || query.getAll('state').includes(each.state)) }) },
  { method: 'GET', path: '/api/v1/schedules/{id}/body', answer: () => approvals[0].body },
  { method: 'POST', path: '/api/v1/schedules/{id}/cancel', answer: ({ path }) => Object.assign(schedules.find(each => each.schedule_id === path.id), { state: 'CANCELLED' }) },
  { method: 'PUT', path: '/api/v1/schedules/{id}', answer: () => problem(422, 'invalid_request', '请求有误', { errors: [{ pointer: '/at', code: 'in_the_past', message: '时间已经过去' }] }) },
  { method: 'GET', path: '/api/v1/approvals', answer: ({ query }) => ({ approvals: approvals.filter(each => !query.get('state') || each.state === query.get('state')) }) },
  { method: 'GET', path: '/api/v1/approvals/{id}', answer: ({ path }) => approvals.find(each => each.id === path.id) ?? problem(404, 'unknown_approval', '没有这个申请') },
  { method: 'POST', path: '/api/v1/approvals/{id}/approve', answer: decide('APPROVED') },
  { method: 'POST', path: '/api/v1/approvals/{id}/reject', answer: decide('REJECTED') },
  { method: 'POST', path: '/api/v1/approvals/{id}/withdraw', answer: decide('WITHDRAWN') },
  { method: 'POST', path: '/api/v1/projects/{project}/areas/{area}/approvals', answer: () => ({ status: 202, body: approvals[1] }) },
  { method: 'POST', path: '/api/v1/projects/{project}/areas/{area}/schedules', answer: () => ({ status: 201, body: schedules[0] }) },
  { method: 'GET', path: '/api/v1/audit', answer: ({ query }) => paged(entries.filter(each => (!query.get('who') || each.who === query.get('who')) && (!query.get('code') || each.code === query.get('code'))), query, 'entries') },
  { method: 'GET', path: '/api/v1/audit/verify', answer: () => ({ ok: true, entries: 900, first_bad: null, head: { seq: 900, hash: 'b'.repeat(64), at: ago(40) } }) },
  { method: 'GET', path: '/api/v1/accounts', answer: () => ({ accounts }) },
  { method: 'POST', path: '/api/v1/accounts', answer: ({ body }) => (body.password.length < 10 ? problem(422, 'invalid_request', '请求有误', { errors: [{ pointer: '/password', code: 'too_short', message: '至少 10 个字符' }] }) : (accounts.push({ ...body, password: undefined, source: 'local', disabled: false, created_at: ago(0), last_login_at: null, revision: 1 }), { status: 201, body: accounts.at(-1) })) },
  { method: 'PUT', path: '/api/v1/accounts/{name}', answer: ({ path, body }) => Object.assign(accounts.find(each => each.name === path.name), body) },
  { method: 'POST', path: '/api/v1/accounts/{name}/password', answer: () => ({ status: 204 }) },
  { method: 'GET', path: '/api/v1/tokens', answer: () => ({ tokens }) },
  { method: 'POST', path: '/api/v1/tokens', answer: ({ body }) => ({ status: 201, body: { token: 'slw_Zk3yQ8vN0wR5tXbL2mHc7dJ9pAeF4gUi6oSsKqTnYx1', details: { ...body, created_at: ago(0), disabled: false } } }) },
  { method: 'POST', path: '/api/v1/tokens/{name}/disable', answer: ({ path }) => Object.assign(tokens.find(each => each.name === path.name), { disabled: true }) },
];
