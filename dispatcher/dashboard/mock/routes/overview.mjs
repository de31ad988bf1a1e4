import { fleets, summary } from '../fleet.mjs';

const of = (...states) => [...fleets.values()].filter(fleet => states.includes(fleet.job.state)).map(summary);
const ago = seconds => new Date(Date.now() - seconds * 1000).toISOString();
const worker = (role, n, alive = true) => ({ worker_id: `${role}@vm#8dc4344${n}`, role, alive, host: 'vm', queues: [`${role.replace('-', '_')}8`], running: 1, slots: 4, versions: {}, last_seen: ago(alive ? 3 : 400) });

export const routes = [
  {
    method: 'GET',
    path: '/api/v1/overview',
    answer: () =>
      process.env.MOCK_OVERVIEW === '404'
        ? { status: 404, type: 'application/problem+json', body: { status: 404, code: 'not_found', title: '没有', errors: [], type: '', request_id: 'mock' } }
        : {
            running: of('ACCEPTED', 'RUNNING', 'CANCELLING'),
            paused: of('PAUSED'),
            failed_24h: { count: of('FAILED', 'PARTIAL').length, jobs: of('FAILED', 'PARTIAL').slice(0, 5) },
            waiting_for_me: [
              { id: 'ap-1', project: 'ssss', area: '大陆', area_code: 'cn', request: 'hot-updates', body: {}, scope: { ips: 500, servers: 2000 }, reason: '修复活动掉落', state: 'WAITING', requested_by: 'li.si', requested_at: ago(700), expires_at: ago(-80_000), may_decide: true, why_not: null },
            ],
            workers: { ready: 5, lost: 1 },
            queues: [
              { name: 'file_pull8', role: 'file-pull', project: null, depth: 0, consumers: 1, oldest_seconds: null, dead: 0 },
              { name: 'file_push8', role: 'file-push', project: null, depth: 3, consumers: 2, oldest_seconds: 4, dead: 0 },
              { name: 'ops_manager8', role: 'ops-manager', project: null, depth: 460, consumers: 1, oldest_seconds: 38, dead: 2 },
            ],
            problems: [
              { code: 'worker_lost', subject: 'ops-manager@vm#2c92a9ac', text: '执行机 40 秒没有心跳', since: ago(400), link: '/workers' },
              { code: 'callbacks_dead', subject: 'ssss', text: '有 3 条回调已放弃发送', since: ago(3_000), link: '/callbacks?project=ssss&state=EXHAUSTED' },
            ],
          },
  },
  { method: 'GET', path: '/api/v1/workers', answer: () => ({ workers: [worker('file-pull', 1), worker('file-push', 2), worker('ops-manager', 3), worker('ops-manager', 4, false)] }) },
];
