import { processes } from '../site.mjs';

const missing = { status: 404, type: 'application/problem+json', body: { type: '/problems/no_log', title: '这个进程没有这个日志', status: 404, code: 'no_log', errors: [], hint: '检查 supervisor 的日志设置', request_id: 'mock' } };
const line = n => `2026-11-21 09:${String(Math.floor(n / 60) % 60).padStart(2, '0')}:${String(n % 60).padStart(2, '0')} [info] player ${10_000 + n} enters map ${10100 + (n % 30)}${n % 17 === 0 ? '\n2026-11-21 [error] shop 7: 没有库存' : ''}\n`;
const LOG = '/api/v1/projects/{project}/game-servers/{id}/logs/{log}';
const text = Array.from({ length: 600 }, (_, n) => line(n)).join('');

export const routes = [
  { method: 'GET', path: '/api/v1/projects/{project}/processes', answer: () => ({ processes, total: processes.length, next_page_token: null }) },
  {
    method: 'GET',
    path: '/api/v1/projects/{project}/processes/events',
    answer: ({ path, request, response }) => {
      const own = path.project === 'ssss' ? processes : [];
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      let id = 0;
      const say = (event, data) => response.write(`id:${++id}\nevent:${event}\ndata:${JSON.stringify(data)}\n\n`);
      for (let part = 0; part * 500 < Math.max(1, own.length); part++) say('snapshot', { part, last: (part + 1) * 500 >= own.length, processes: own.slice(part * 500, part * 500 + 500) });
      const timer = setInterval(() => {
        const at = id % Math.max(1, own.length);
        const one = own[at];
        if (!one) return;
        say('processes', { changed: [{ ...one, age_millis: 120 }], removed: [], hosts: own.filter(each => each.problem === undefined).slice(0, 400).map(each => ({ ip: each.ip, age_millis: 900 })) });
      }, 1000);
      request.on('close', () => clearInterval(timer));
    },
  },
  {
    method: 'GET',
    path: LOG,
    answer: ({ path, query, response }) => {
      if (path.log === 'stderr') return missing;
      response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8', ...(query.get('download') ? { 'Content-Disposition': `attachment; filename="${path.id}.log"` } : {}) });
      response.end(text);
      return undefined;
    },
  },
  {
    method: 'GET',
    path: `${LOG}/search`,
    answer: ({ query }) => {
      const matches = text.split('\n').map((found, n) => ({ line: n + 1, offset: n * 60, text: found })).filter(each => each.text.includes(query.get('text')));
      return { size: 19_000_000, searched_from: 14_805_696, more: false, matches };
    },
  },
  {
    method: 'GET',
    path: `${LOG}/tail`,
    answer: ({ path, request, response }) => {
      if (path.log === 'stderr') return missing;
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      let n = 588;
      const say = piece => response.write(`event:chunk\ndata:${JSON.stringify({ text: piece, skipped_bytes: 0 })}\n\n`);
      say(text.slice(-1024));
      const timer = setInterval(() => say(line(++n)), 700);
      request.on('close', () => clearInterval(timer));
      return undefined;
    },
  },
];
