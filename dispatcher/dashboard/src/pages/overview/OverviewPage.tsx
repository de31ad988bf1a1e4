import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { Approval, Overview, QueueState, Trouble } from '../../api/types';
import { useProject } from '../../app/project';
import { JobTable } from '../../parts/JobTable';
import { Page, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { roughSpan } from '../../parts/time';
import { TimeText, useNow } from '../../parts/TimeText';
import { texts, useShared, type SharedKey } from '../../texts';
import { overviewEn } from '../../texts/overview.en';
import { overviewZh } from '../../texts/overview.zh';
import { useOverview } from './useOverview';
import './overview.css';

const useTexts = texts('overview', overviewZh, overviewEn);
const STALE_MS = 20_000;

function Figure({ to, value, label, tone }: { to: string; value: ReactNode; label: string; tone: string }) {
  return (
    <Link className={`figure tone-${tone}`} to={to}>
      <strong className="num">{value}</strong>
      <span>{label}</span>
    </Link>
  );
}

function Figures({ data }: { data: Overview }) {
  const t = useTexts();
  const depth = data.queues.reduce((sum, queue) => sum + (queue.depth ?? 0), 0);
  return (
    <div className="figures">
      <Figure to="/jobs?state=ACCEPTED,RUNNING,CANCELLING" value={data.running.length} label={t('running')} tone={data.running.length > 0 ? 'run' : 'wait'} />
      <Figure to="/jobs?state=PAUSED" value={data.paused.length} label={t('paused.short')} tone={data.paused.length > 0 ? 'warn' : 'wait'} />
      <Figure to="/jobs?state=FAILED,PARTIAL" value={data.failed_24h.count} label={t('failed')} tone={data.failed_24h.count > 0 ? 'bad' : 'wait'} />
      <Figure to="/approvals" value={data.waiting_for_me.length} label={t('waiting')} tone={data.waiting_for_me.length > 0 ? 'warn' : 'wait'} />
      <Figure
        to="/workers"
        value={data.workers.lost > 0 ? `${data.workers.ready} / ${data.workers.ready + data.workers.lost}` : data.workers.ready}
        label={data.workers.lost > 0 ? `${t('workers')} · ${t('lost')} ${data.workers.lost}` : t('workers')}
        tone={data.workers.lost > 0 || data.workers.ready === 0 ? 'bad' : 'ok'}
      />
      {data.queues.length > 0 && <Figure to="/workers" value={depth} label={t('backlog')} tone={depth > 0 ? 'run' : 'wait'} />}
    </div>
  );
}

function Problems({ problems }: { problems: Trouble[] }) {
  const t = useTexts();
  if (problems.length === 0) return <p className="muted calm">✓ {t('problems.none')}</p>;
  return (
    <ul className="troubles">
      {problems.map(problem => (
        <li key={`${problem.code} ${problem.subject}`}>
          <span className="glyph tone-bad" aria-hidden="true">
            !
          </span>
          <div>
            <p>{problem.link == null ? problem.text : <Link to={problem.link}>{problem.text}</Link>}</p>
            <p className="muted">
              <span className="mono">{problem.subject}</span> · {t('since')} <TimeText at={problem.since} show="relative" />
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Waiting({ approvals }: { approvals: Approval[] }) {
  const t = useTexts();
  const s = useShared();
  return (
    <ul className="troubles">
      {approvals.map(each => (
        <li key={each.id}>
          <span className="glyph tone-warn" aria-hidden="true">
            ?
          </span>
          <div>
            <p>
              <Link to={`/approvals?id=${encodeURIComponent(each.id)}`}>{`${s(`request.${each.request}` as SharedKey)} ${each.project}/${each.area}`}</Link>
            </p>
            <p>{each.reason}</p>
            <p className="muted">
              {each.requested_by} · {t('waiting.scope', each.scope)} · {t('waiting.expires')} <TimeText at={each.expires_at} show="relative" />
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Queues({ queues }: { queues: QueueState[] }) {
  const t = useTexts();
  return (
    <div className="table-wrap">
      <table className="grid-table">
        <thead>
          <tr>
            <th>{t('queue')}</th>
            <th className="right">{t('depth')}</th>
            <th className="right">{t('oldest')}</th>
            <th className="right">{t('consumers')}</th>
            <th className="right">{t('dead')}</th>
          </tr>
        </thead>
        <tbody>
          {queues.map(queue => (
            <tr key={queue.name}>
              <td className="mono">
                <Link to={`/workers?queue=${encodeURIComponent(queue.name)}`}>{queue.name}</Link>
              </td>
              <td className="right num">{queue.depth}</td>
              <td className="right num">{queue.oldest_seconds == null ? '—' : roughSpan(queue.oldest_seconds * 1000)}</td>
              <td className={queue.consumers === 0 ? 'right num tone-bad' : 'right num'}>{queue.consumers}</td>
              <td className={queue.dead > 0 ? 'right num tone-bad' : 'right num muted'}>{queue.dead}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Jobs({ data }: { data: Overview }) {
  const t = useTexts();
  return (
    <div>
      <Panel flush title={t('running')}>
        {data.running.length > 0 ? <JobTable brief jobs={data.running} /> : <p className="muted calm">{t('running.none')}</p>}
      </Panel>
      {data.paused.length > 0 && (
        <Panel flush title={t('paused')}>
          <JobTable brief jobs={data.paused} />
        </Panel>
      )}
      <Panel
        flush
        title={t('failed')}
        aside={data.failed_24h.count > 0 && <Link to="/jobs?state=FAILED,PARTIAL">{t('failed.all', { count: data.failed_24h.count })}</Link>}
      >
        {data.failed_24h.jobs.length > 0 ? <JobTable brief jobs={data.failed_24h.jobs} /> : <p className="muted calm">✓ {t('failed.none')}</p>}
      </Panel>
    </div>
  );
}

function Age({ at }: { at: number }) {
  const s = useShared();
  const [opened] = useState(() => Date.now());
  const age = useNow() - Math.max(at, opened);
  return age > STALE_MS ? <span className="live live-off">{s('live.stale', { age: roughSpan(age) })}</span> : null;
}

export default function OverviewPage() {
  const t = useTexts();
  const s = useShared();
  const { code } = useProject();
  const { data, error, refetch, dataUpdatedAt } = useOverview(code);
  return (
    <Page title={s('page.overview')} aside={<Age at={dataUpdatedAt} />}>
      {error && <ProblemText error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <Figures data={data} />
          <div className="overview">
            <Jobs data={data} />
            <div>
              <Panel title={t('problems')}>
                <Problems problems={data.problems} />
              </Panel>
              {data.waiting_for_me.length > 0 && (
                <Panel title={t('waiting')}>
                  <Waiting approvals={data.waiting_for_me} />
                </Panel>
              )}
              {data.queues.length > 0 && (
                <Panel flush title={t('queues')}>
                  <Queues queues={data.queues} />
                </Panel>
              )}
            </div>
          </div>
        </>
      )}
    </Page>
  );
}
