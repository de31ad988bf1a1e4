import { useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useGet } from '../../api/hooks';
import type { Project, Schemas } from '../../api/types';
import { findArea, useProject } from '../../app/project';
import { Submit } from '../../forms/Lazy';
import { useGameServers } from '../../forms/useGameServers';
import { newUuid } from '../../forms/uuid';
import { CopyAs, CopyText } from '../../parts/CopyAs';
import { GatedButton } from '../../parts/GatedButton';
import { Page, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { StateTag } from '../../parts/StateTag';
import { bytes, exactSpan } from '../../parts/time';
import { TimeText, useNow } from '../../parts/TimeText';
import { useShared } from '../../texts';
import { Differences } from './Differences';
import { Remarks } from './Remarks';
import { useTexts } from './texts';
import { WaveList } from './WaveList';
import './plan.css';

type Plan = Schemas['ReleasePlan'];
const EVERY_MS = 10_000;

/** How long it can still be run. */
function Expiry({ plan }: { plan: Plan }) {
  const t = useTexts();
  const now = useNow();
  if (plan.state !== 'OPEN') return null;
  const left = Date.parse(plan.expires_at) - now;
  return <span className={left < 300_000 ? 'tone-warn num' : 'muted num'}>{left > 0 ? t('expires', { span: exactSpan(left) }) : t('expired')}</span>;
}

function Facts({ plan }: { plan: Plan }) {
  const t = useTexts();
  const s = useShared();
  const facts: [string, React.ReactNode][] = [
    [t('between'), t(`between.${plan.between.toLowerCase() as 'continue'}`, { seconds: plan.pause_seconds })],
    [t('parallel'), t('parallel.at', { n: plan.parallel, once: plan.at_once })],
    [t('budget'), t('budget.of', { n: plan.max_failures, hosts: plan.hosts })],
    [t('processes'), t(`processes.${plan.processes}`)],
    [t('kept'), plan.kept.length === 0 ? s('none') : <span className="mono">{plan.kept.join('  ')}</span>],
    [t('adopt'), plan.adopt ? s('yes') : s('no')],
    [t('silence'), plan.silence == null ? t('silence.default') : plan.silence ? s('yes') : s('no')],
    [t('tree'), <CopyText key="tree" text={plan.tree} />],
    [t('digest'), <CopyText key="digest" text={plan.digest} shown={plan.digest.slice(0, 16)} />],
  ];
  return (
    <dl className="facts plan-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Figures({ plan }: { plan: Plan }) {
  const t = useTexts();
  // Those that run different versions now differ in mostly the same files.
  const changed = Math.max(0, ...plan.differences.map(each => (each.new ?? 0) + each.changed + each.removed));
  return (
    <div className="stats">
      <div>
        <strong className="num">{plan.hosts}</strong>
        <span>IP</span>
      </div>
      <div>
        <strong className="num">{plan.servers}</strong>
        <span>{t('servers')}</span>
      </div>
      <div>
        <strong className="num">{Math.max(1, plan.waves.length)}</strong>
        <span>{t('waves')}</span>
      </div>
      <div>
        <strong className="num">{changed}</strong>
        <span>{t('changes')}</span>
      </div>
      <div>
        <strong className="num">{bytes(plan.bytes_to_send)}</strong>
        <span>{t('bytes')}</span>
      </div>
      <div>
        <strong className="num">{plan.expected_seconds == null ? '—' : exactSpan(plan.expected_seconds * 1000)}</strong>
        <span>{plan.expected_seconds == null ? t('expected.none') : t('expected', { count: plan.expected_from_runs })}</span>
      </div>
    </div>
  );
}

interface RunProps {
  plan: Plan;
  project: Project;
}

function Run({ plan, project }: RunProps) {
  const t = useTexts();
  const [asking, setAsking] = useState(false);
  const [uuid] = useState(newUuid);
  const area = findArea(project, plan.area);
  const areaCode = area?.codes[0] ?? plan.area;
  const servers = useGameServers(project.code, areaCode, asking);
  const own = new Set(plan.plan.flatMap(host => host.servers.map(server => server.id)));
  const production = area?.production === true || (servers.data ?? []).some(server => own.has(server.id) && server.labels.includes('production'));
  const reasons: Record<Plan['state'], string | null> = { OPEN: null, USED: t('why.used'), EXPIRED: t('why.expired'), VOID: t('why.void') };
  const word = plan.purpose === 'rollback' ? t('run.rollback') : plan.purpose === 'converge' ? t('run.converge') : t('run.release');
  const cli = ['release', 'run', plan.id, '--uuid', uuid, '--watch'];
  return (
    <>
      <GatedButton need="releaser" project={plan.project} type="primary" reason={reasons[plan.state]} onClick={() => setAsking(true)}>
        {word}
      </GatedButton>
      <CopyAs command={{ method: 'POST', url: `/api/v1/projects/${encodeURIComponent(plan.project)}/areas/${encodeURIComponent(areaCode)}/releases`, body: { uuid, plan: plan.id }, cli }} />
      {asking && (
        <Submit
          request="releases"
          project={project}
          areaCode={areaCode}
          areaName={plan.area}
          production={production}
          body={{ uuid, plan: plan.id } as { uuid: string }}
          title={`${word} ${plan.app_type} ${plan.version}`}
          action={word}
          scope={servers.isPending ? null : { ips: plan.hosts, servers: plan.servers, names: plan.plan.map(host => host.ip) }}
          cli={cli}
          onDone={() => undefined}
          onClose={() => setAsking(false)}
        >
          <p className="muted">{t('run.what', { waves: Math.max(1, plan.waves.length), bytes: bytes(plan.bytes_to_send) })}</p>
        </Submit>
      )}
    </>
  );
}

function Body({ plan }: { plan: Plan }) {
  const t = useTexts();
  const s = useShared();
  const { projects } = useProject();
  const project = projects.find(each => each.code === plan.project) ?? null;
  const again = plan.purpose === 'rollback' && plan.rollback_of != null ? `/release?rollback=${encodeURIComponent(plan.rollback_of)}` : `/release?project=${encodeURIComponent(plan.project)}&app_type=${encodeURIComponent(plan.app_type)}&version=${encodeURIComponent(plan.version)}`;
  return (
    <Page
      title={`${s(`purpose.${plan.purpose}`)} ${plan.app_type} ${plan.version}`}
      aside={
        <>
          <StateTag of="plan" state={plan.state} />
          <span className="muted">{`${plan.project} / ${plan.area}`}</span>
          <Expiry plan={plan} />
        </>
      }
      actions={
        <>
          {plan.job_id != null && (
            <Link className="btn" to={`/jobs/${encodeURIComponent(plan.job_id)}`}>
              {t('job')}
            </Link>
          )}
          {(plan.state === 'EXPIRED' || plan.state === 'VOID') && (
            <Link className="btn" to={plan.purpose === 'converge' ? `/installed?project=${encodeURIComponent(plan.project)}` : again}>
              {t('again')}
            </Link>
          )}
          {project !== null && <Run plan={plan} project={project} />}
        </>
      }
    >
      <p className="plan-origin muted">
        <CopyText text={plan.id} /> {plan.created_by} · <TimeText at={plan.created_at} />
        {plan.rollback_of != null && (
          <>
            {' '}
            · {t('undoes')} <Link to={`/jobs/${encodeURIComponent(plan.rollback_of)}`}>{plan.rollback_of}</Link>
          </>
        )}
      </p>
      {plan.void_because.length > 0 && <Remarks title={t('void')} tone="bad" glyph="✗" remarks={plan.void_because} />}
      {plan.refused.length > 0 && <Remarks title={t('refused', { count: plan.refused.length })} tone="warn" glyph="!" remarks={plan.refused} />}
      {plan.warnings.length > 0 && <Remarks title={t('warnings')} tone="warn" glyph="!" remarks={plan.warnings} />}
      <Panel>
        <Figures plan={plan} />
        <Facts plan={plan} />
      </Panel>
      <WaveList plan={plan} />
      <Differences plan={plan} />
    </Page>
  );
}

export default function PlanPage() {
  const t = useTexts();
  const s = useShared();
  const { id = '' } = useParams();
  const [open, setOpen] = useState(true);
  const { data, error, refetch } = useGet('/api/v1/release-plans/{id}', { path: { id }, every: open ? EVERY_MS : false });
  const state = data?.state;
  useEffect(() => {
    if (state !== undefined) setOpen(state === 'OPEN');
  }, [state]);
  if (data) return <Body plan={data} />;
  return (
    <Page title={s('page.plan')}>
      {!error && <p className="muted">{s('loading')}</p>}
      {error && <ProblemText error={error} onRetry={() => void refetch()} />}
      {error?.status === 404 && (
        <p>
          <Link to="/release">{t('make')}</Link>
        </p>
      )}
    </Page>
  );
}
