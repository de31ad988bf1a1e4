/** Made-up game servers and processes, for the pages of the fleet. */
const ROLES = ['game', 'game', 'game', 'cross'];
const ip = n => `10.1.${Math.floor(n / 250)}.${(n % 250) + 1}`;

export const gameServers = [];
for (let n = 0; n < 120; n++) {
  for (let s = 1; s <= (n % 3) + 2; s++) {
    const number = n * 4 + s;
    const role = n === 119 ? 'cross_center' : ROLES[n % 4];
    const name = `${role === 'game' ? 'qq' : role === 'cross' ? 'cross' : 'center'}_${number}`;
    gameServers.push({
      id: `${ip(n)}:${name}`, area: '大陆', ip: ip(n), name, role, title: role === 'game' ? `双线 ${number} 区` : name, machine: `game-${n + 1}`, process: `game:${name}`, path: `/data/game/${name}/`,
      app_type: role === 'game' ? 'GameServer' : 'gameGate', labels: n === 0 ? ['test'] : n < 8 ? ['gray'] : n > 100 ? ['production', 'vip'] : ['production'], revision: 3, health: n % 2 ? { kind: 'tcp', port: 7001, within_seconds: 30 } : null,
    });
  }
}

const STATES = ['RUNNING', 'RUNNING', 'RUNNING', 'RUNNING', 'RUNNING', 'RUNNING', 'STOPPED', 'RUNNING', 'FATAL', 'RUNNING', 'EXITED'];
export const processes = gameServers.map((server, at) => {
  const dead = server.ip === '10.1.0.7';
  const state = dead ? 'UNKNOWN' : STATES[at % STATES.length];
  const uptime = 726_433 - at * 1_111;
  return {
    id: `${server.ip}/${server.process}`, area: server.area, ip: server.ip, server: server.name, title: server.title, process: server.name, group: 'game', state, last_state: dead ? 'RUNNING' : undefined,
    pid: state === 'RUNNING' ? 20_000 + at : undefined, uptime_seconds: state === 'RUNNING' ? Math.max(30, uptime) : undefined, description: state === 'FATAL' ? 'Exited too quickly (process log may have details)' : state === 'STOPPED' ? 'Nov 21 09:30 AM' : state === 'EXITED' ? 'Nov 21 03:12 AM' : undefined,
    age_millis: dead ? 38_120 : 2_000 + (at % 5) * 700, worker: 'ops-manager@vm#2c92a9ac',
    problem: dead ? { code: 'unreachable', detail: 'supervisord 10.1.0.7:9001: nothing listens there, or no way to it', advice: '检查主机与 supervisord 的端口' } : undefined,
  };
});
processes.push({ id: '10.1.0.1/gameGate', area: '大陆', ip: '10.1.0.1', process: 'gameGate', group: 'gameGate', state: 'RUNNING', pid: 23_955, uptime_seconds: 811_234, age_millis: 2_100, worker: 'ops-manager@vm#2c92a9ac' });

export const NAMES = ['config/活动配置.cfg', 'ebin/player.beam', 'ebin/shop.beam', 'ebin/guild.beam', 'ebin/activity_spring.beam', 'notice.txt', 'config/drop.cfg', 'priv/map/10101.map'];
export const files = Array.from({ length: 64 }, (_, n) => ({
  name: NAMES[n] ?? `priv/map/10${100 + n}.map`, size: 40 + n * 7_919, md5: (n * 2_654_435_761).toString(16).padStart(8, '0').repeat(4).slice(0, 32), sha256: (n * 40_503).toString(16).padStart(8, '0').repeat(8),
}));
export const filesBefore = files.slice(0, 60).map((file, n) => (n % 4 === 1 && n < 12 ? { ...file, md5: '0'.repeat(32) } : file));
export const ago = seconds => new Date(Date.now() - seconds * 1000).toISOString();
