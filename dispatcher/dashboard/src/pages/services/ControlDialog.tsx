import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client';
import type { Problem } from '../../api/problem';
import type { Project, Schemas } from '../../api/types';
import { findArea } from '../../app/project';
import { Chips } from '../../forms/Field';
import { Submit } from '../../forms/Lazy';
import { WavesFields } from '../../forms/WavesFields';
import { useRefusal } from '../../forms/useRefusal';
import { newUuid } from '../../forms/uuid';
import { NO_WAVES, WAVE_FIELDS, wavesBody, wavesCli } from '../../forms/waves';
import { StateTag } from '../../parts/StateTag';
import { useShared } from '../../texts';
import { serverId, type BoardRow } from './board';
import { useTexts } from './texts';

export type ServiceAction = 'start' | 'stop' | 'restart';
type Plan = Schemas['ServicePlan'];

const WAIT_MS = 400;

/** Every process the request would touch, by host, with the state it is in now. */
function PlanList({ plan, states }: { plan: Plan; states: ReadonlyMap<string, string> }) {
  const t = useTexts();
  return (
    <div className="control-plan" tabIndex={0} role="group" aria-label={t('plan')}>
      {plan.waves.length > 0 && <p className="muted">{t('plan.waves', { count: plan.waves.length, sizes: plan.waves.map(wave => wave.hosts.length).join(' → ') })}</p>}
      <ul>
        {plan.plan.map(host => (
          <li key={host.ip}>
            <span className="mono">{host.ip}</span>
            <ul>
              {host.servers.map(server => (
                <li key={server.id}>
                  <span className="mono">{server.process}</span>
                  <span className="muted">{server.title}</span>
                  {states.has(server.id) && <StateTag of="process" state={states.get(server.id) ?? ''} plain />}
                  {server.sharing.length > 0 && <span className="tone-warn">{t('plan.sharing', { names: server.sharing.join(', ') })}</span>}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface Props {
  project: Project;
  action: ServiceAction;
  rows: BoardRow[];
  onDone: () => void;
  onClose: () => void;
}

/** Asks the server what a start, stop or restart would touch, shows it, and does it where it is confirmed. */
export function ControlDialog({ project, action, rows, onDone, onClose }: Props) {
  const t = useTexts();
  const s = useShared();
  const [uuid] = useState(newUuid);
  const [silence, setSilence] = useState<'' | 'yes' | 'no'>('');
  const [waves, setWaves] = useState(NO_WAVES);
  const refusal = useRefusal([...WAVE_FIELDS.map(field => ['waves', field]), ['waves']]);
  const ids = rows.map(row => serverId(row.process)).filter((id): id is string => id !== null);
  const area = findArea(project, rows[0]?.process.area ?? '');
  const areaCode = area?.codes[0] ?? '';
  const planned = wavesBody(waves);
  const body = { uuid, action, servers: { ids }, ...(silence === '' ? {} : { silence: silence === 'yes' }), ...(planned === undefined ? {} : { waves: planned }) };
  const path = { project: project.code, area: areaCode };
  const plan = useQuery<Plan, Problem>({
    queryKey: ['control', project.code, areaCode, JSON.stringify(body)],
    queryFn: async ({ signal }) => {
      await new Promise(resolve => setTimeout(resolve, waves.on ? WAIT_MS : 0));
      signal.throwIfAborted();
      return (await call('post', '/api/v1/projects/{project}/areas/{area}/services', { path, query: { dry_run: true }, body, signal })) as Plan;
    },
    placeholderData: before => before,
    retry: false,
    gcTime: 0,
    staleTime: Infinity,
  });
  const states = new Map(rows.map(row => [serverId(row.process) ?? '', row.process.state as string]));
  const left = rows.length - ids.length;
  const production = area?.production === true || (plan.data?.plan.some(host => host.servers.some(server => server.labels.includes('production'))) ?? false);
  const cli = ['service', action, project.code, areaCode, '--server', ids.join(','), ...(silence === '' ? [] : [silence === 'yes' ? '--silence' : '--no-silence']), ...wavesCli(planned), '--uuid', uuid, '--watch'];
  return (
    <Submit
      request="services"
      project={project}
      areaCode={areaCode}
      areaName={area?.name ?? areaCode}
      production={production}
      body={body}
      title={t('control.title', { action: s(`service.${action}`), area: area?.name ?? areaCode })}
      action={s(`service.${action}`)}
      danger={action !== 'start'}
      scope={plan.data && !plan.error ? { ips: plan.data.hosts, servers: plan.data.servers } : null}
      schedulable
      cli={cli}
      onRefused={problem => {
        refusal.refuse(problem);
        return false;
      }}
      onDone={onDone}
      onClose={onClose}
    >
      {plan.isPending && <p className="muted">{t('plan.reading')}</p>}
      {plan.error && <p className="f-error">✗ {[plan.error.title, ...plan.error.errors.map(each => each.message), plan.error.hint ?? ''].filter(each => each !== '').join(' · ')}</p>}
      {plan.data && <PlanList plan={plan.data} states={states} />}
      {left > 0 && <p className="tone-warn">{t('plan.left', { count: left })}</p>}
      <div className="toolbar control-options">
        <span className="muted">{t('silence')}</span>
        <Chips
          label={t('silence')}
          value={silence}
          onChange={value => setSilence(value as typeof silence)}
          choices={[
            { value: '', label: t('silence.default') },
            { value: 'yes', label: t('silence.yes') },
            { value: 'no', label: t('silence.no') },
          ]}
        />
      </div>
      {(plan.data?.hosts ?? 0) > 1 || waves.on ? <WavesFields value={waves} onChange={setWaves} refusal={refusal} ips={plan.data?.plan.map(host => host.ip) ?? []} /> : null}
    </Submit>
  );
}
