/** Made-up jobs that go on by themselves: some finished, one of 500 hosts in waves, one of 2,000 hosts at 100 changes a second. */
const ADVICE = {
  unreachable: ['检查主机、防火墙和 rsync 守护进程', 'Check the host, the firewall and the rsync daemon'],
  digest_mismatch: ['文件在传输中或接收机上改变了; 重新拉取文件列表后重试', 'The file changed on its way or on the receiver; pull the list again, then retry'],
  erl_timeout: ['查看游戏服负载; 命令时限可在项目中调大', 'Look at the load of the game server; the time limit can be raised in the project'],
};
const CODES = Object.keys(ADVICE);
export const fleets = new Map();
let seq = 100;
const early = { PULL: [2, 4], PUSH: [4, 6] };

const ip = n => `10.1.${Math.floor(n / 250)}.${(n % 250) + 1}`;
const ago = seconds => new Date(Date.now() - seconds * 1000).toISOString();

function make({ id, kind = 'HOT_UPDATE', hosts, waves = 0, state, created, project = 'ssss', area = '大陆', code = 'cn', version = '004200000', by = 'li.si', failing = 0.02, rate = 0, purpose = null }) {
  const last = kind === 'RELEASE' ? 'RELEASE' : kind === 'SERVICE' ? 'CONTROL' : kind === 'FILE_PULL' ? 'PULL' : 'APPLY';
  const kinds = { HOT_UPDATE: ['PULL', 'PUSH', 'APPLY'], RELEASE: ['PUSH', 'RELEASE'], SERVICE: ['CONTROL'], FILE_PULL: ['PULL'] }[kind];
  const targets = [];
  for (const step of kinds) {
    const count = step === last ? hosts : 1;
    for (let n = 0; n < count; n++) {
      const key = step === 'PULL' ? code : step === 'PUSH' ? '127.0.1.9_27870/cmdb_hot_server' : ip(n);
      targets.push({
        target_id: `${id}:${step}:${key}`, step, key, attempt: 1, attempts: [], worker: null, progress: null, failure: null,
        state: step === last ? (waves ? 'HELD' : 'QUEUED') : 'SUCCEEDED', files: 3, bytes: 41_230, started_at: step === last ? null : ago(created - early[step][0]), finished_at: step === last ? null : ago(created - early[step][1]),
        wave: step === last && waves ? (n < 5 ? 1 : 2 + Math.floor(((n - 5) * (waves - 1)) / Math.max(1, hosts - 5))) : 0,
        servers: step === last ? [1, 2, 3, 4].map(s => ({ role: 'game', name: `qq_${n * 4 + s}`, update_data: null, erl_data: null })) : [],
        fails: step === last && ((n * 7919) % 1000) / 1000 < failing ? CODES[n % 3] : null,
      });
    }
  }
  const fleet = {
    last, kinds, waves, targets, rate, revision: 1, callbacks: [], log: [], at: 0,
    job: { job_id: id, kind, seq: ++seq, project, area, area_code: code, uuid: id, version, update_type: 'hot_server', state, round: 1, note: null, pause: null, purpose, created_by: by, created_at: ago(created), started_at: state === 'ACCEPTED' ? null : ago(created - 2), finished_at: null, links: { ...(waves ? { waves: `/api/v1/jobs/${id}/waves` } : {}), ...(kind === 'RELEASE' ? {} : { files: `/api/v1/jobs/${id}/files` }) } },
  };
  fleet.readers = new Map();
  fleet.changedSince = (_, reader) => {
    const from = fleet.readers.get(reader) ?? fleet.log.length;
    fleet.readers.set(reader, fleet.log.length);
    return [...new Set(fleet.log.slice(from))];
  };
  fleets.set(id, fleet);
  if (['SUCCEEDED', 'PARTIAL', 'FAILED'].includes(state)) {
    targets.filter(target => target.step === last).forEach((target, at) => {
      finish(fleet, target, state === 'FAILED');
      const begun = 6 + (92 * at) / targets.length;
      Object.assign(target, { started_at: ago(created - begun), finished_at: ago(created - begun - 2 - ((at * 7919) % 60) / 10) });
    });
    fleet.job.finished_at = ago(created - 110);
  }
  fleet.callbacks.push(
    callback(fleet, 'pushed', 'PUSHED', 'DELIVERED'),
    callback(fleet, 'started', 'STARTED', 'DELIVERED'),
    ...targets.filter(target => target.step === last).slice(0, 6).map((target, at) => callback(fleet, `ip:${target.key}`, 'IP', at === 2 ? 'EXHAUSTED' : at === 3 ? 'WAITING' : 'DELIVERED')),
  );
  return fleet;
}

function callback(fleet, name, kind, state) {
  const body = JSON.stringify({ uuid: fleet.job.uuid, version: fleet.job.version, start_result: true, start_data: '开始执行' });
  const good = state === 'DELIVERED';
  return {
    callback_id: `${fleet.job.job_id}:${name}`, job_id: fleet.job.job_id, kind, state, body, tries: good ? 1 : 3, created_at: fleet.job.created_at, delivered_at: good ? fleet.job.created_at : null, next_try_at: state === 'WAITING' ? ago(-40) : null,
    attempts: good ? [{ at: fleet.job.created_at, status: 200, millis: 12, error: null }] : [1, 2, 3].map(n => ({ at: ago(60 - n * 10), status: 503, millis: 1004, error: 'HTTP 503' })),
  };
}

function finish(fleet, target, always = false) {
  const code = target.fails ?? (always ? 'unreachable' : null);
  target.state = code ? (code === 'unreachable' && target.key.endsWith('7') ? 'UNKNOWN' : 'FAILED') : 'SUCCEEDED';
  target.worker ??= 'ops-manager@vm#2c92a9ac';
  target.started_at ??= ago(9);
  target.finished_at = ago(0);
  target.failure = code ? { code, type: 'TARGET_HOST', message: { unreachable: 'rsync: connection refused', digest_mismatch: 'a.txt: wanted abe347d3, got 5724c05c', erl_timeout: 'no answer within 20 s' }[code], output: 'rsync: [sender] failed to connect to 10.1.1.7: Connection refused (111)\nrsync error: error in socket IO (code 10)' } : null;
  target.servers.forEach((server, at) => {
    const good = !code || (code === 'erl_timeout' && at > 0);
    server.update_data = { data: good || code === 'erl_timeout' ? '更新完成, 3 个文件' : '未能更新', status: good || code === 'erl_timeout' };
    server.erl_data = { data: good ? 'code:load_file(player). → {module,player}' : '没有回答', status: good };
  });
  fleet.log.push(target);
}

function step(fleet) {
  const { job } = fleet;
  if (job.state === 'ACCEPTED') Object.assign(job, { state: 'RUNNING', started_at: ago(0) });
  const open = fleet.targets.filter(target => target.step === fleet.last);
  const running = open.filter(target => target.state === 'RUNNING');
  const budget = Math.ceil(fleet.rate / 10);
  running.slice(0, budget).forEach(target => finish(fleet, target));
  const wave = Math.min(...open.filter(target => ['HELD', 'RUNNING', 'QUEUED'].includes(target.state)).map(target => target.wave));
  const next = open.filter(target => ['HELD', 'QUEUED'].includes(target.state) && (fleet.waves === 0 || target.wave === wave));
  if (job.state === 'CANCELLING') next.length = 0;
  next.slice(0, Math.max(0, Math.max(20, fleet.rate / 3) - running.length + budget)).forEach(target => {
    Object.assign(target, { state: 'RUNNING', started_at: ago(0), worker: 'ops-manager@vm#2c92a9ac' });
    fleet.log.push(target);
  });
  const left = open.some(target => ['HELD', 'QUEUED', 'PENDING', 'RUNNING'].includes(target.state));
  if (left) return;
  const good = open.filter(target => target.state === 'SUCCEEDED').length;
  job.state = job.state === 'CANCELLING' ? 'CANCELLED' : good === open.length ? 'SUCCEEDED' : good > 0 ? 'PARTIAL' : 'FAILED';
  job.finished_at = ago(0);
  fleet.revision += 1;
}

/** What an act does to the made-up job. */
export function advance(fleet, name, covered) {
  const to = { cancel: 'CANCELLED', retry: fleet.waves ? 'HELD' : 'QUEUED', skip: 'SKIPPED' }[name];
  if (to) {
    covered.filter(target => name !== 'cancel' || target.state !== 'RUNNING').forEach(target => {
      if (name === 'retry') {
        target.attempts.push({ attempt: target.attempt, state: target.state, failure: target.failure, worker: target.worker, ended_at: ago(0) });
        Object.assign(target, { attempt: target.attempt + 1, failure: null, fails: null, finished_at: null });
      }
      target.state = to;
      fleet.log.push(target);
    });
  }
  fleet.job.state = { cancel: 'CANCELLING', retry: 'ACCEPTED', pause: 'PAUSED', resume: 'RUNNING', skip: fleet.job.state }[name];
  fleet.job.pause = name === 'pause' ? { reason: 'person', by: 'demo', since: ago(0), wave: 2 } : null;
  if (name === 'retry') Object.assign(fleet.job, { round: fleet.job.round + 1, finished_at: null });
  fleet.rate ||= 20;
  fleet.revision += 1;
}

setInterval(() => {
  for (const fleet of fleets.values()) if (fleet.rate > 0 && ['ACCEPTED', 'RUNNING', 'CANCELLING'].includes(fleet.job.state)) step(fleet);
}, 100);

const count = list => list.reduce((counts, { state }) => ({ ...counts, [state]: (counts[state] ?? 0) + 1 }), {});

function steps(fleet, counted) {
  return fleet.kinds.map(kind => {
    const own = fleet.targets.filter(target => target.step === kind);
    const counts = count(own);
    const isLast = kind === fleet.last;
    const over = ['SUCCEEDED', 'PARTIAL', 'FAILED', 'CANCELLED'].includes(fleet.job.state);
    const state = !isLast ? 'SUCCEEDED' : over ? fleet.job.state : fleet.job.state === 'ACCEPTED' ? 'PENDING' : 'RUNNING';
    return { kind, state, targets: own.length, counts: counted ? counts : null, started_at: fleet.job.started_at, finished_at: isLast ? fleet.job.finished_at : fleet.job.started_at };
  });
}

export const jobView = fleet => ({ ...fleet.job, steps: steps(fleet, true) });
export const summary = fleet => ({ ...fleet.job, steps: steps(fleet, false) });

export function targetView(target, english) {
  const failure = target.failure && { ...target.failure, advice: ADVICE[target.failure.code][english ? 1 : 0] };
  return { ...target, failure, fails: undefined, wave: undefined };
}

export function wavesView(fleet) {
  const own = fleet.targets.filter(target => target.step === fleet.last);
  const waves = Array.from({ length: fleet.waves }, (_, at) => {
    const hosts = own.filter(target => target.wave === at + 1);
    const counts = count(hosts);
    return {
      number: at + 1, name: at === 0 ? 'canary' : '', hosts: hosts.length, held: counts.HELD ?? 0, running: (counts.RUNNING ?? 0) + (counts.QUEUED ?? 0), succeeded: counts.SUCCEEDED ?? 0,
      failed: counts.FAILED ?? 0, unknown: counts.UNKNOWN ?? 0, skipped: counts.SKIPPED ?? 0, cancelled: counts.CANCELLED ?? 0, ips: hosts.map(({ key, state }) => ({ ip: key, state })),
    };
  });
  const current = waves.find(wave => wave.held + wave.running > 0)?.number ?? fleet.waves + 1;
  return { job_id: fleet.job.job_id, state: fleet.job.state, between: 'confirm', pause_seconds: 0, parallel: 20, max_failures: 25, failures: waves.reduce((sum, wave) => sum + wave.failed + wave.unknown, 0), current, pause: fleet.job.pause, waves };
}

for (let n = 0; n < 70; n++) {
  const kind = ['HOT_UPDATE', 'SERVICE', 'RELEASE', 'FILE_PULL'][n % 4];
  make({ id: `old-${n}`, kind, hosts: kind === 'FILE_PULL' ? 1 : 4 + n, state: n % 9 === 4 ? 'FAILED' : n % 5 === 2 ? 'PARTIAL' : 'SUCCEEDED', created: 90_000 - n * 1200, failing: n % 5 === 2 ? 0.1 : 0, project: n % 3 ? 'ssss' : 'jyjh', by: ['li.si', 'zhang.san', 'token:cmdb'][n % 3], purpose: kind === 'RELEASE' ? 'release' : null });
}
make({ id: 'over-2000', hosts: 2000, state: 'PARTIAL', created: 900, area: '港澳台', code: 'tw' });
make({ id: 'over-waves', hosts: 80, waves: 4, state: 'PARTIAL', created: 700, failing: 0.06 });
make({ id: 'gate-1', hosts: 12, state: 'PAUSED', waves: 3, created: 400, kind: 'RELEASE', version: '1.0.4', purpose: 'release' });
fleets.get('gate-1').job.pause = { reason: 'failures', since: ago(60), wave: 1, by: null, until: null };
fleets.get('gate-1').targets.filter(target => target.wave === 1).forEach((target, at) => {
  if (at < 2) target.fails = 'erl_timeout';
  finish(fleets.get('gate-1'), target);
});
make({ id: '350cf0ef-c12e-4bcc-d0df-369a09a4a357', hosts: 500, waves: 4, state: 'ACCEPTED', created: 5, failing: 0.028, rate: Number(process.env.MOCK_RATE_500 ?? 25) });
make({ id: 'big-2000', hosts: 2000, state: 'ACCEPTED', created: 5, rate: Number(process.env.MOCK_RATE ?? 50), area: '港澳台', code: 'tw' });
