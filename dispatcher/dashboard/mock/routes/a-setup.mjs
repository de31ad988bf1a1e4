import { ago } from '../site.mjs';

const problem = (status, code, title, more = {}) => ({ status, type: 'application/problem+json', body: { type: `/problems/${code}`, title, status, code, errors: [], request_id: 'mock', ...more } });
const mappings = [
  { queue: 'file_pull8', role: 'file-pull', projects: ['jyjh', 'ssss'], areas: [] },
  { queue: 'file_push8', role: 'file-push', projects: ['jyjh', 'ssss'], areas: [{ project: 'snqxz', area: '越南' }] },
  { queue: 'ops_manager8', role: 'ops-manager', projects: ['jyjh'], areas: [{ project: 'ssss', area: '大陆' }] },
];
const calendar = { project: 'ssss', zone: 'Asia/Shanghai', windows: [{ days: [2, 4], from: '02:00', to: '06:00' }, { from: '23:00', to: '01:30' }], freezes: [{ from: '2026-12-31T18:00:00+08:00', until: '2027-01-03T00:00:00+08:00', reason: '元旦封网' }], revision: 3, open: false, opens_at: ago(-30_000) };
const health = (status, more = {}) => ({ status, versions: 1170, last_look_at: ago(20), last_success_at: ago(80), next_look_at: ago(-40), position: 'r1170', error: null, warnings: [], ...more });
const sources = [
  { name: 'code', kind: 'svn', url: 'svn://svn.example.net/game', every_seconds: 60, artifacts: [], types: [{ type: 'GameServer', contains: 'mobileGame' }], health: health('ok') },
  { name: 'builds', kind: 'builds', path: '/data/release/project_L/server', pattern: '*/MavenOutput/*/target/*-deploy.zip', every_seconds: 60, artifacts: [], types: [], health: health('failing', { versions: 88, error: { code: 'unreachable', message: '目录不可读', subject: '/data/release/project_L/server', advice: '检查挂载与权限', detail: '' } }) },
];
const paths = ['前端资源/美术资源/技能动画/SK011/SK011/atk', '前端资源/美术资源/技能动画/SK011/SK011/atk/0003.png', 'server/src/player.erl', 'server/src/shop.erl'];
const version = (id, source, key, n, more = {}) => ({ version_id: id, source, kind: source === 'code' ? 'svn' : 'builds', key, type: n % 3 === 0 ? 'GameServer' : n % 3 === 1 ? 'gameGate' : 'mobileGame', at: ago(4_000 * n + 60), seen_at: ago(4_000 * n), author: ['李四', '张三', '王五'][n % 3], message: ['技能动画: SK011 攻击', '修复商店 7 号库存', '活动配置调整'][n % 3], path_count: 1 + (n % 4) * 7, paths: paths.slice(0, 1 + (n % 4)).map((path, at) => ({ action: 'AMD'[at % 3], path })), revision: source === 'code' ? 1170 - n : undefined, size: source === 'builds' ? 41_230_000 - n * 100_000 : undefined, sha256: source === 'builds' ? 'f'.repeat(64) : undefined, state: n === 4 ? 'gone' : n === 7 ? 'replaced' : 'present', ...more });
const versions = [...Array.from({ length: 14 }, (_, n) => version(`v${n}`, 'code', `r${1170 - n}`, n)), ...Array.from({ length: 8 }, (_, n) => version(`b${n}`, 'builds', `CI-Server-Samgo-Game_20131224.${9 - n}/MavenOutput/mobileGame/target/mobileGame-deploy.zip`, n))].sort((a, b) => b.at.localeCompare(a.at));

export const routes = [
  { method: 'GET', path: '/api/v1/queue-mappings', answer: () => ({ queue_mappings: mappings }) },
  { method: 'PUT', path: '/api/v1/queue-mappings/{queue}', answer: ({ path, body, query }) => (query.get('move') ? (mappings.push({ queue: path.queue, ...body }), { queue: path.queue, ...body }) : problem(409, 'already_mapped', '项目已在另一个队列中', { errors: [{ pointer: '/projects/0', code: 'already_mapped', message: 'ssss 已在队列 file_pull8 中' }], hint: '选择从其他队列移过来, 或先改那个队列' })) },
  { method: 'DELETE', path: '/api/v1/queue-mappings/{queue}', answer: () => ({ status: 204 }) },
  { method: 'PUT', path: '/api/v1/projects/{project}', answer: ({ body, path }) => (body.areas.some(area => (area.hosts ?? []).some(host => !/^\d+(\.\d+){3}$/.test(host))) ? problem(422, 'invalid_request', '请求有误', { errors: [{ pointer: '/areas/0/hosts/2', code: 'bad_ip', message: '不是 IPv4 地址' }], hint: '按上面的说明修改后重试' }) : { code: path.project, ...body }) },
  {
    method: 'GET',
    path: '/api/v1/onboarding',
    answer: ({ response }) => {
      response.writeHead(200, { 'Content-Type': 'application/yaml' });
      response.end('projects:\n  - code: ssss\n    name: 三生三世\n    areas:\n      - name: 大陆\n        codes: [cn]\n        hosts: [10.1.0.1, 10.1.0.2]\nqueue_mappings:\n  - {queue: file_pull8, role: file-pull, projects: [jyjh, ssss]}\n');
    },
  },
  {
    method: 'PUT',
    path: '/api/v1/onboarding',
    answer: ({ query, body }) =>
      String(typeof body === 'string' ? body : '').includes('bad')
        ? problem(422, 'invalid_request', '文件有误', { errors: [{ pointer: '/projects/0/areas/0/hosts/1', code: 'bad_ip', message: '不是 IPv4 地址', line: 12, column: 7 }], hint: '改正后再导入' })
        : { applied: query.get('dry_run') !== 'true', changes: [{ kind: 'project', id: 'ssss', action: 'changed', differences: [{ pointer: '/areas/0/hosts/2', before: null, after: '10.1.1.9' }, { pointer: '/name', before: '三生', after: '三生三世' }] }, { kind: 'queue_mapping', id: 'file_pull8', action: 'added', differences: [] }, { kind: 'project', id: 'jyjh', action: 'unchanged', differences: [] }], notes: ['jyjh: 还没有项目配置 (地区、主机)'] },
  },
  { method: 'GET', path: '/api/v1/projects/{project}/maintenance', answer: () => calendar },
  { method: 'PUT', path: '/api/v1/projects/{project}/maintenance', answer: ({ body }) => Object.assign(calendar, body, { revision: calendar.revision + 1 }) },
  { method: 'GET', path: '/api/v1/projects/{project}/version-sources', answer: () => ({ sources }) },
  { method: 'PUT', path: '/api/v1/projects/{project}/version-sources/{name}', answer: ({ path, body }) => ({ name: path.name, health: health('waiting'), artifacts: [], types: [], every_seconds: 60, ...body }) },
  { method: 'GET', path: '/api/v1/projects/{project}/notices/log', answer: () => ({ notices: [{ at: ago(300), name: 'ops', event: 'job_failed', state: 'sent', text: 'ssss 热更新 004200000: 失败 14 / 500' }] }) },
  {
    method: 'GET',
    path: '/api/v1/projects/{project}/versions',
    answer: ({ query, path }) => {
      const q = (query.get('q') ?? '').toLowerCase();
      const own = path.project === 'ssss' ? versions : [];
      return { versions: own.filter(each => (!query.get('source') || each.source === query.get('source')) && (!query.get('type') || each.type === query.get('type')) && (q === '' || [each.key, each.author, each.message, ...each.paths.map(change => change.path)].some(text => text.toLowerCase().includes(q)))), next_page_token: null };
    },
  },
  { method: 'GET', path: '/api/v1/projects/{project}/versions/diff', answer: ({ query }) => ({ from: versions.find(each => each.version_id === query.get('from')), to: versions.find(each => each.version_id === query.get('to')), added: 2, modified: 1, deleted: 1, replaced: 0, revisions: 4, same: false, complete: true, changes: paths.map((path, n) => ({ kind: 'AMDA'[n], path, from_size: n ? 4_000 : null, to_size: n === 2 ? null : 4_711 })) }) },
  { method: 'GET', path: '/api/v1/projects/{project}/versions/{id}', answer: ({ path }) => versions.find(each => each.version_id === path.id) ?? problem(404, 'unknown_version', '没有这个版本') },
];
