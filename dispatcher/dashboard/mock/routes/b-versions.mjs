import { ago, NAMES } from '../site.mjs';

const view = (id, more) => ({ version_id: id, source: 'code', kind: 'svn', type: 'GameServer', author: 'li.si', message: '', state: 'present', at: ago(9_000), seen_at: ago(8_900), path_count: 0, paths: [], sha256: null, size: null, ...more });
const path = (name, n) => ({ action: ['M', 'A', 'D', 'R'][n % 4], path: `/trunk/server/${name}` });
const versions = [];
for (let n = 0; n < 24; n++) {
  const at = ago(3_000 + n * 14_000);
  if (n % 3 === 0) versions.push(view(`svn-${n}`, { key: `r${1170 - n}`, revision: 1170 - n, at, message: n % 2 ? '修复活动掉落, 春节活动配置补齐, 并调整商店折扣的生效时间' : '背包整理优化', paths: NAMES.slice(0, 1 + (n % 5)).map(path), path_count: 1 + (n % 5) }));
  if (n % 3 === 1) versions.push(view(`build-${n}`, { source: 'builds', kind: 'builds', author: null, message: null, key: `1.0.${24 - n}/MavenOutput/mobileGame/target/mobileGame-1.0.${24 - n}-deploy.zip`, at, size: n === 4 ? 9_230_000 : 41_230_000 + n * 9_000, sha256: 'bff45d1e'.repeat(8), state: n > 18 ? 'gone' : 'present' }));
  if (n % 3 === 2) versions.push(view(`maven-${n}`, { source: 'repo', kind: 'maven', type: n % 2 ? 'gameGate' : 'Unknown', author: null, message: null, key: `com.example.game:mobileGame:1.0.${24 - n}:deploy:zip`, at, size: 40_000_000 + n * 7_000, sha256: 'ce0471ef'.repeat(8), state: n === 5 ? 'replaced' : 'present' }));
}
const health = more => ({ status: 'ok', versions: 8, warnings: [], error: null, last_look_at: ago(20), last_success_at: ago(20), next_look_at: ago(-40), position: null, ...more });
const trouble = (code, message, subject, advice, detail = '') => ({ code, message, subject, advice, detail });
const source = (name, kind, more) => ({ name, kind, artifacts: [], every_seconds: 60, types: [], health: health({}), url: null, path: null, pattern: null, ...more });
const sources = [
  source('code', 'svn', { url: 'svn://svn.example.net/game/trunk', user: 'builder', health: health({ position: 'r1170' }) }),
  source('builds', 'builds', { path: '/data/release/project_L/server', pattern: '*/MavenOutput/*/target/*-deploy.zip', health: health({ warnings: [trouble('broken_zip', '压缩包不完整', '1.0.25/MavenOutput/mobileGame/target/mobileGame-1.0.25-deploy.zip', '重新构建或重新上传; 文件变化后会再读')] }) }),
  source('repo', 'maven', { url: 'https://repo.example.net/releases/', artifacts: ['com.example.game:mobileGame:zip:deploy'], health: health({ status: 'failing', last_success_at: ago(9_000), error: trouble('unreachable', '连不上', 'https://repo.example.net/releases/', '检查地址与网络; 恢复后会自动继续', 'Connection refused') }) }),
];
const missing = { status: 404, type: 'application/problem+json', body: { type: '/problems/unknown_version', title: '没有这个版本', status: 404, code: 'unknown_version', errors: [], request_id: 'mock' } };

export const routes = [
  {
    method: 'GET',
    path: '/api/v1/projects/{project}/versions',
    answer: ({ path: { project }, query }) => ({
      versions: project === 'ssss' ? versions.filter(each => (!query.get('source') || each.source === query.get('source')) && (!query.get('type') || each.type === query.get('type')) && (!query.get('q') || JSON.stringify(each).includes(query.get('q')))) : [],
      next_page_token: null,
    }),
  },
  {
    method: 'GET',
    path: '/api/v1/projects/{project}/versions/diff',
    answer: ({ query }) => {
      const [from, to] = ['from', 'to'].map(name => versions.find(each => each.version_id === query.get(name)));
      return from && to ? { from, to, same: false, complete: true, revisions: 12, added: 2, modified: 3, deleted: 1, replaced: 1, changes: NAMES.slice(0, 7).map((name, n) => ({ kind: ['M', 'A', 'D', 'R', 'M', 'A', 'M'][n], path: name, from_size: n === 1 ? null : 4_000 + n, to_size: n === 2 ? null : 4_100 + n })) } : missing;
    },
  },
  { method: 'GET', path: '/api/v1/projects/{project}/versions/{id}', answer: ({ path: { id } }) => versions.find(each => each.version_id === id) ?? missing },
  { method: 'GET', path: '/api/v1/projects/{project}/version-sources', answer: ({ path: { project } }) => ({ sources: project === 'ssss' ? sources : [] }) },
];
