import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { useGet } from '../../api/hooks';
import type { Project, Schemas } from '../../api/types';
import { useWatchedJob } from '../../forms/useWatchedJob';
import { CopyAs } from '../../parts/CopyAs';
import { useFilter } from '../../parts/filters';
import { GatedButton } from '../../parts/GatedButton';
import { isOver } from '../../parts/jobs';
import { Nothing, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { StateTag } from '../../parts/StateTag';
import { TimeText } from '../../parts/TimeText';
import { useShared, type SharedKey } from '../../texts';
import { ConvergeDialog } from './ConvergeDialog';
import { appTypes, select } from './selection';
import { useTexts } from './texts';

type Server = Schemas['DriftServer'];
const STATES = ['differs', 'unknown', 'same', 'pending'] as const;
const JOBS = 100;

/** The comparisons of late, where none is chosen. */
function Recent({ project }: { project: Project }) {
  const t = useTexts();
  const { data, error, refetch } = useGet('/api/v1/jobs', { query: { project: [project.code], limit: JOBS } });
  const drifts = (data?.jobs ?? []).filter(job => job.kind === 'DRIFT');
  return (
    <Panel title={t('drift.recent')} flush>
      {error && <ProblemText error={error} onRetry={() => void refetch()} />}
      {data && drifts.length === 0 && <Nothing text={t('drift.none')} advice={t('drift.none.advice')} />}
      {drifts.length > 0 && (
        <table className="grid-table">
          <tbody>
            {drifts.map(job => (
              <tr key={job.job_id}>
                <td>
                  <StateTag of="job" state={job.state} />
                </td>
                <td>
                  <Link className="mono" to={`/installed?project=${encodeURIComponent(project.code)}&tab=drift&drift=${encodeURIComponent(job.job_id)}`}>
                    {job.job_id}
                  </Link>
                </td>
                <td>{job.area}</td>
                <td>{job.created_by}</td>
                <td>
                  <TimeText at={job.created_at} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function Row({ server }: { server: Server }) {
  const t = useTexts();
  const rest = (server.differences ?? 0) - server.first.length;
  return (
    <tr>
      <td className="mono nowrap">{server.id}</td>
      <td>
        <StateTag of="drift" state={server.state} />
      </td>
      <td className="right num">{server.differences ?? ''}</td>
      <td>
        {server.failure != null && (
          <span>
            <code className="mono">{server.failure.code}</code> {server.failure.message} {server.failure.advice != null && <strong>→ {server.failure.advice}</strong>}
          </span>
        )}
        {server.first.map(file => (
          <span key={file.name} className="diff-line">
            <span className="drift-kind">{t(`file.${file.kind}`)}</span> <span className="mono">{file.name}</span>
          </span>
        ))}
        {rest > 0 && <span className="muted">{t('file.more', { count: rest })}</span>}
      </td>
      <td className="mono muted">{server.tree ?? ''}</td>
    </tr>
  );
}

/** What a comparison found, those that differ first. */
export function DriftResult({ project }: { project: Project }) {
  const t = useTexts();
  const s = useShared();
  const [id, setId] = useFilter('drift');
  const [state, setState] = useFilter('state');
  const [after, setAfter] = useState('');
  const [asking, setAsking] = useState(false);
  const job = useWatchedJob(id === '' ? null : id);
  const open = job.data !== undefined && !isOver(job.data.state);
  const { data, error, refetch } = useGet('/api/v1/jobs/{id}/drift', {
    path: { id },
    query: { limit: 200, ...(state === '' ? {} : { state: [state] }), ...(after === '' ? {} : { after }) },
    enabled: id !== '',
    every: open ? 2_000 : false,
    keep: true,
  });
  const areaName = job.data?.area ?? '';
  // A comparison is of game servers, whatever their type: what it can be converged to is known of what is installed there.
  const installed = useGet('/api/v1/projects/{project}/installations', { path: { project: project.code }, query: { limit: 1, area: [areaName] }, enabled: areaName !== '' });
  // It may end between two looks at what it found.
  const ended = job.data !== undefined && !open;
  useEffect(() => {
    if (ended) void refetch();
  }, [ended, refetch]);
  if (id === '') return <Recent project={project} />;
  const selection = installed.isPending ? null : select(project, [], areaName);
  const counts = data?.totals;
  const types = appTypes(installed.data?.summary);
  return (
    <>
      <div className="toolbar">
        {job.data && <StateTag of="job" state={job.data.state} />}
        <Link className="mono" to={`/jobs/${encodeURIComponent(id)}`}>
          {id}
        </Link>
        <CopyAs size="small" command={{ method: 'GET', url: `/api/v1/jobs/${encodeURIComponent(id)}/drift`, cli: ['drift', '--job', id] }} />
        <button type="button" className="linkish" onClick={() => setId('')}>
          {t('drift.others')}
        </button>
        <span className="top-space" />
        <GatedButton need="releaser" project={project.code} type={(counts?.differs ?? 0) > 0 ? 'primary' : 'default'} reason={selection === null ? t('reading') : (counts?.differs ?? 0) === 0 ? t('why.same') : null} onClick={() => setAsking(true)}>
          {t('converge.these')}
        </GatedButton>
      </div>
      {(error ?? job.error) && <ProblemText error={error ?? job.error} onRetry={() => void refetch()} />}
      {counts && (
        <div className="chips installed-chips" role="group" aria-label={t('only')}>
          <button type="button" className="chip" aria-pressed={state === ''} onClick={() => setState('')}>
            {t('only.all')} <span className="num">{counts.servers}</span>
          </button>
          {STATES.filter(each => counts[each] > 0).map(each => (
            <button key={each} type="button" className="chip" aria-pressed={state === each} onClick={() => setState(each)}>
              {s(`drift.${each}` as SharedKey)} <span className="num">{counts[each]}</span>
            </button>
          ))}
        </div>
      )}
      <Panel flush>
        {data && data.servers.length === 0 && <Nothing text={t('drift.clean')} />}
        {data && data.servers.length > 0 && (
          <div className="table-wrap">
            <table className="grid-table">
              <thead>
                <tr>
                  <th>{t('col.server')}</th>
                  <th>{t('col.state')}</th>
                  <th className="right">{t('col.differences')}</th>
                  <th>{t('col.what')}</th>
                  <th>{t('tree')}</th>
                </tr>
              </thead>
              <tbody>
                {[...data.servers]
                  .sort((a, b) => STATES.indexOf(a.state as (typeof STATES)[number]) - STATES.indexOf(b.state as (typeof STATES)[number]))
                  .map(server => (
                    <Row key={server.id} server={server} />
                  ))}
              </tbody>
            </table>
          </div>
        )}
        {(after !== '' || data?.next != null) && (
          <div className="pager">
            {after !== '' && (
              <button type="button" className="btn" onClick={() => setAfter('')}>
                {t('first')}
              </button>
            )}
            <button type="button" className="btn" disabled={data?.next == null} onClick={() => setAfter(data?.next ?? '')}>
              {s('action.next')}
            </button>
          </div>
        )}
      </Panel>
      {asking && selection !== null && <ConvergeDialog selection={selection} types={types} drift={id} onClose={() => setAsking(false)} />}
    </>
  );
}
