import { advance, fleets, jobView, summary, targetView, wavesView } from '../fleet.mjs';

const find = id => fleets.get(id);
const missing = { status: 404, type: 'application/problem+json', body: { type: '/problems/unknown_job', title: '没有这个任务', status: 404, code: 'unknown_job', errors: [], request_id: 'mock' } };
const FINAL = ['SUCCEEDED', 'PARTIAL', 'FAILED', 'CANCELLED'];

const chosen = (body, target) => (!body?.ips || body.ips.includes(target.key)) && (!body?.codes || body.codes.includes(target.failure?.code ?? target.state.toLowerCase()));

function act(fleet, name, wave, body) {
  const of = states => fleet.targets.filter(target => target.step === fleet.last && states.includes(target.state));
  const covered = {
    cancel: () => of(['HELD', 'PENDING', 'QUEUED', 'RUNNING']),
    retry: () => of(['FAILED', 'UNKNOWN', 'CANCELLED', 'SKIPPED']).filter(target => chosen(body, target)),
    pause: () => of(['HELD']),
    resume: () => of(['HELD']),
    skip: () => of(['HELD']).filter(target => target.wave === wave),
  }[name]();
  return { hosts: covered.length, ips: covered.map(target => target.key), text: `${covered.length} 个目标`, covered };
}

const actRoute = (name, path) => ({
  method: 'POST',
  path,
  answer: ({ path: names, query, body }) => {
    const fleet = find(names.id);
    if (!fleet) return missing;
    const { covered, ...covers } = act(fleet, name, Number(names.wave), body);
    const dry = query.get('dry_run') === 'true';
    if (!dry) advance(fleet, name, covered);
    return { status: dry ? 200 : 202, body: { ...jobView(fleet), covers } };
  },
});

export const routes = [
  {
    method: 'GET',
    path: '/api/v1/jobs',
    answer: ({ query }) => {
      const states = query.getAll('state');
      const projects = query.getAll('project');
      const kinds = query.getAll('kind');
      const before = Number(query.get('page_token') ?? Infinity);
      const limit = Number(query.get('limit') ?? 50);
      const matching = [...fleets.values()]
        .filter(fleet => states.length === 0 || states.includes(fleet.job.state))
        .filter(fleet => kinds.length === 0 || kinds.includes(fleet.job.kind))
        .filter(fleet => projects.length === 0 || projects.includes(fleet.job.project))
        .filter(fleet => fleet.job.seq < before)
        .sort((a, b) => b.job.seq - a.job.seq);
      const page = matching.slice(0, limit);
      return { jobs: page.map(summary), next_page_token: matching.length > limit ? String(page.at(-1).job.seq) : null };
    },
  },
  {
    method: 'GET',
    path: '/api/v1/job-counts',
    answer: ({ query }) => {
      const [kinds, projects] = [query.getAll('kind'), query.getAll('project')];
      const counts = {};
      for (const { job } of fleets.values()) {
        if ((kinds.length === 0 || kinds.includes(job.kind)) && (projects.length === 0 || projects.includes(job.project))) counts[job.state] = (counts[job.state] ?? 0) + 1;
      }
      return { counts, most: 1000 };
    },
  },
  {
    method: 'GET',
    path: '/api/v1/jobs/{id}/output',
    answer: ({ path, query }) => {
      const text = query.get('find').toLowerCase();
      const all = find(path.id).targets;
      const hitsOf = target => [
        ...['message', 'output'].flatMap(source => (target.failure?.[source] ?? '').split('\n').map((line, at) => ({ attempt: target.attempt, server: null, source, line: at + 1, text: line }))),
        ...target.servers.flatMap(server => ['update_data', 'erl_data'].map(source => ({ attempt: target.attempt, server: server.name, source, line: 1, text: server[source]?.data ?? '' }))),
      ].filter(hit => hit.text.toLowerCase().includes(text));
      const found = all.map(({ target_id, step, key, state, ...target }) => ({ target_id, step, key, state, hits: hitsOf(target) })).filter(({ hits }) => hits.length > 0).map(each => ({ ...each, lines: each.hits.length }));
      return { targets: found.slice(0, Number(query.get('limit') ?? 100)), matching: found.length, lines: found.reduce((sum, each) => sum + each.lines, 0), searched: all.length };
    },
  },
  { method: 'GET', path: '/api/v1/jobs/{id}', answer: ({ path }) => (find(path.id) ? jobView(find(path.id)) : missing) },
  {
    method: 'GET',
    path: '/api/v1/jobs/{id}/targets',
    answer: ({ path, query, english }) => {
      const states = query.getAll('state');
      const from = Number(query.get('page_token') ?? 0);
      const limit = Number(query.get('limit') ?? 500);
      const matching = find(path.id).targets.filter(
        target => (!query.get('step') || target.step === query.get('step')) && (states.length === 0 || states.includes(target.state)),
      );
      const to = Math.min(from + limit, matching.length);
      return {
        targets: matching.slice(from, to).map(target => targetView(target, english)),
        total: matching.length,
        next_page_token: to < matching.length ? String(to) : null,
      };
    },
  },
  {
    method: 'GET',
    path: '/api/v1/jobs/{id}/waves',
    answer: ({ path }) =>
      find(path.id).waves > 0
        ? wavesView(find(path.id))
        : { ...missing, body: { ...missing.body, code: 'no_waves', title: '这个任务不分批' } },
  },
  {
    method: 'GET',
    path: '/api/v1/jobs/{id}/files',
    answer: () => ({
      files: ['config/活动配置.cfg', 'ebin/player.beam', 'notice.txt'].map((name, n) => ({ name, size: 22 + 1394 * n, md5: 'ce0471ef80cb25705fc254d594250c4a', sha256: 'bff45d1e47c486d3c820d2ff8e7c34b84280f4b41d6c67454a43d36876be7d58' })),
      page: 0,
      pages: 1,
      total: 3,
      total_bytes: 4248,
    }),
  },
  {
    method: 'GET',
    path: '/api/v1/jobs/{id}/callbacks',
    answer: ({ path }) => ({ callbacks: find(path.id).callbacks }),
  },
  {
    method: 'POST',
    path: '/api/v1/callbacks/{id}/replay',
    answer: ({ path }) => {
      for (const fleet of fleets.values()) {
        const callback = fleet.callbacks.find(each => each.callback_id === path.id);
        if (callback) return { status: 202, body: Object.assign(callback, { state: 'WAITING' }) };
      }
      return missing;
    },
  },
  ...['cancel', 'retry', 'pause', 'resume'].map(name => actRoute(name, `/api/v1/jobs/{id}/${name}`)),
  actRoute('skip', '/api/v1/jobs/{id}/waves/{wave}/skip'),
  {
    method: 'GET',
    path: '/api/v1/jobs/{id}/events',
    answer: ({ path, request, response }) => {
      const fleet = find(path.id);
      if (!fleet) return missing;
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      let id = 0;
      const say = (event, data) => response.write(`id:${++id}\nevent:${event}\ndata:${JSON.stringify(data)}\n\n`);
      const line = ({ target_id, step, key, state, attempt, worker, progress, failure, files, bytes }) => ({ target_id, step, key, state, attempt, worker, progress, failure_code: failure?.code ?? null, files, bytes });
      say('snapshot', { job: jobView(fleet), targets: fleet.targets.map(line) });
      let revision = fleet.revision;
      const end = () => {
        say('job', jobView(fleet));
        response.end();
      };
      if (FINAL.includes(fleet.job.state)) return void end();
      const timer = setInterval(() => {
        const changed = fleet.changedSince(id, response);
        if (changed.length > 0) say('target', { targets: changed.map(line) });
        if (revision !== fleet.revision) {
          revision = fleet.revision;
          say('job', jobView(fleet));
        }
        if (FINAL.includes(fleet.job.state)) {
          clearInterval(timer);
          end();
        }
      }, 100);
      request.on('close', () => clearInterval(timer));
      return undefined;
    },
  },
];
