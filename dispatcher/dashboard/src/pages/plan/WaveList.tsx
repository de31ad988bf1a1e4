import type { Schemas } from '../../api/types';
import { Panel } from '../../parts/Page';
import { Tag } from '../../parts/StateTag';
import { useTexts } from './texts';

type Plan = Schemas['ReleasePlan'];
type Host = Schemas['PlannedHost'];
const OPEN_UP_TO = 20;
/** A wave of no other name than its number. */
const NUMBERED = /^(wave \d+)?$/;

function HostRows({ plan, host, wants }: { plan: Plan; host: Host; wants: boolean }) {
  const t = useTexts();
  return (
    <>
      {host.servers.map((server, at) => (
        <tr key={server.id}>
          <td className="mono">{at === 0 ? host.ip : ''}</td>
          <td className="mono">{server.name}</td>
          <td className="nowrap">{server.title}</td>
          <td className="mono nowrap">
            {server.from_version ?? <span className="muted">{t('unknown')}</span>} → {plan.version}
          </td>
          <td className="nowrap">{server.holds ? <Tag tone="ok" glyph="✓" text={t('holds')} plain /> : <span className="muted">{t('sent')}</span>}</td>
          {wants && <td>{server.wants_running == null ? '' : server.wants_running ? t('wants.running') : t('wants.stopped')}</td>}
          <td className="mono muted">{server.path}</td>
        </tr>
      ))}
    </>
  );
}

/** The waves in the order they will run, each with its hosts and what runs there now. */
export function WaveList({ plan }: { plan: Plan }) {
  const t = useTexts();
  const wants = plan.plan.some(host => host.servers.some(server => server.wants_running != null));
  const byIp = new Map(plan.plan.map(host => [host.ip, host]));
  const waves = plan.waves.length > 0 ? plan.waves : [{ number: 1, name: '', hosts: plan.plan.map(host => host.ip) }];
  return (
    <Panel title={t('waves.order')} flush>
      {waves.map(wave => {
        const hosts = wave.hosts.map(ip => byIp.get(ip)).filter((host): host is Host => host !== undefined);
        const servers = hosts.reduce((sum, host) => sum + host.servers.length, 0);
        return (
          <details key={wave.number} className="wave" open={wave.number === 1 && hosts.length <= OPEN_UP_TO}>
            <summary>
              <strong>{t('wave', { n: wave.number })}</strong>
              {wave.name === 'canary' ? <Tag tone="run" text={t('canary')} /> : !NUMBERED.test(wave.name) && <span className="muted">{wave.name}</span>}
              <span className="num">{t('wave.size', { hosts: wave.hosts.length, servers })}</span>
              <span className="mono muted wave-ips">{wave.hosts.slice(0, 8).join('  ')}{wave.hosts.length > 8 ? ' …' : ''}</span>
            </summary>
            <div className="table-wrap" tabIndex={0} role="group" aria-label={t('wave', { n: wave.number })}>
              <table className="grid-table">
                <thead>
                  <tr>
                    <th>IP</th>
                    <th>{t('col.server')}</th>
                    <th>{t('col.title')}</th>
                    <th>{t('col.version')}</th>
                    <th>{t('col.holds')}</th>
                    {wants && <th>{t('col.wants')}</th>}
                    <th>{t('col.path')}</th>
                  </tr>
                </thead>
                <tbody>
                  {hosts.map(host => (
                    <HostRows key={host.ip} plan={plan} host={host} wants={wants} />
                  ))}
                </tbody>
              </table>
            </div>
          </details>
        );
      })}
    </Panel>
  );
}
