import { ago } from '../site.mjs';

const hash = n => (n * 2_654_435_761).toString(16).padStart(8, '0').repeat(8).slice(0, 64);
const KINDS = [
  { method: 'PUT', path: '/api/v1/projects/ssss/game-servers/10.1.0.2:qq_5', project: 'ssss', before: { title: '双线 5 区', labels: ['gray'] }, after: { title: '双线五区', labels: ['gray', 'vip'] } },
  { method: 'POST', path: '/api/v1/projects/ssss/areas/cn/hot-updates', project: 'ssss', job_id: '350cf0ef-c12e-4bcc-d0df-369a09a4a357', note: '修复活动掉落' },
  { method: 'PUT', path: '/api/v1/projects/jyjh', project: 'jyjh', status: 422, code: 'invalid_request' },
  { method: 'POST', path: '/api/v1/tokens', before: null, after: { name: 'grafana', projects: ['*'], roles: ['viewer'] } },
  { method: 'POST', path: '/api/v1/session', status: 401, code: 'bad_credentials', who: '-' },
];
const entries = Array.from({ length: 260 }, (_, n) => {
  const seq = 260 - n;
  return { seq, at: ago(60 + n * 700), who: ['li.si', 'zhang.san', 'cmdb'][n % 3], address: `10.9.0.${(n % 9) + 1}`, status: 200, code: 'ok', project: null, job_id: null, note: null, before: null, after: null, request_id: `req-${seq}`, previous: hash(seq - 1), hash: hash(seq), ...KINDS[n % KINDS.length] };
});
const off = { status: 404, type: 'application/problem+json', body: { type: '/problems/not_found', title: '没有', status: 404, code: 'not_found', errors: [], request_id: 'mock' } };

export const routes = [
  {
    method: 'GET',
    path: '/api/v1/audit',
    answer: ({ query }) => {
      if (process.env.MOCK_AUDIT === '404') return off;
      const matching = entries.filter(each => (!query.get('job') || each.job_id === query.get('job')) && (!query.get('who') || each.who === query.get('who')) && (!query.get('project') || each.project === query.get('project')) && (!query.get('code') || each.code === query.get('code')) && (!query.get('path') || each.path.includes(query.get('path'))) && (!query.get('page_token') || each.seq < Number(query.get('page_token'))));
      const page = matching.slice(0, Number(query.get('limit') ?? 100));
      return { entries: page, next_page_token: page.length < matching.length ? String(page.at(-1).seq) : null };
    },
  },
  { method: 'GET', path: '/api/v1/audit/verify', answer: () => ({ ok: false, entries: 117, first_bad: { seq: 118, why: 'changed' }, head: { seq: 260, hash: hash(260), at: ago(60) } }) },
  { method: 'GET', path: '/api/v1/audit/export', answer: ({ query, response }) => void response.writeHead(200, { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="audit.${query.get('format')}"` }).end('seq,at,who\n') },
];
