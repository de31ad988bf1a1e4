import { Link } from 'react-router';
import { useGet } from '../../api/hooks';
import type { Project, Schemas } from '../../api/types';
import { Drawer } from '../../forms/Lazy';
import { CopyAs, CopyText } from '../../parts/CopyAs';
import { ProblemText } from '../../parts/ProblemText';
import { StateTag, Tag } from '../../parts/StateTag';
import { TimeText } from '../../parts/TimeText';
import { useTexts } from './texts';

type Version = Schemas['InstalledVersion'];
type Patch = Schemas['InstalledPatch'];

function JobLink({ id }: { id: string }) {
  return (
    <Link className="mono clip" to={`/jobs/${encodeURIComponent(id)}`}>
      {id}
    </Link>
  );
}

function Base({ version }: { version: Version }) {
  const t = useTexts();
  return (
    <dl className="facts">
      <dt>{t('col.version')}</dt>
      <dd className="mono">{`${version.app_type} ${version.version}`}</dd>
      <dt>{t('at')}</dt>
      <dd>
        <TimeText at={version.at} /> <JobLink id={version.job_id} />
      </dd>
      <dt>{t('tree')}</dt>
      <dd>
        <CopyText text={version.tree} />
      </dd>
      <dt>{t('kept')}</dt>
      <dd className="mono">{version.kept.map(file => file.name).join('  ') || '—'}</dd>
    </dl>
  );
}

function PatchItem({ patch, n }: { patch: Patch; n: number }) {
  const t = useTexts();
  return (
    <li className="patch">
      <p>
        <span className="num muted">{n}</span> <span className="mono">{patch.version}</span>{' '}
        {patch.lost == null ? <Tag tone="ok" glyph="✓" text={t('patch.works')} plain /> : <Tag tone="warn" glyph="!" text={t(`patch.lost.${patch.lost.why === 'restart' ? 'restart' : 'release'}`)} plain />}{' '}
        <TimeText at={patch.at} /> <JobLink id={patch.job_id} />
      </p>
      <p className="mono muted">
        {patch.first.map(file => file.name).join('  ')} {patch.files > patch.first.length && t('patch.more', { count: patch.files - patch.first.length })}
      </p>
      {patch.commands.length > 0 && <p className="mono muted">{patch.commands.join(' ')}</p>}
      {patch.lost != null && (
        <p className="muted">
          {t('patch.since')} <TimeText at={patch.lost.at} /> {patch.lost.job_id != null && <JobLink id={patch.lost.job_id} />}
        </p>
      )}
    </li>
  );
}

/** Everything known of one game server: the version it stands on, hot updates over it in their order, what was there before. */
export function InstallationDrawer({ project, id, onClose }: { project: Project; id: string; onClose: () => void }) {
  const t = useTexts();
  const { data, error, refetch } = useGet('/api/v1/projects/{project}/installations/{id}', { path: { project: project.code, id } });
  return (
    <Drawer
      onClose={onClose}
      title={
        <span className="drawer-title-line">
          <span className="mono">{id}</span> {data && <StateTag of="installation" state={data.state} />}
        </span>
      }
    >
      {error && <ProblemText error={error} onRetry={() => void refetch()} />}
      {data && (
        <div className="drawer-parts">
          <p className="toolbar">
            <span>{data.title}</span>
            <span className="muted">{[data.area, data.role, ...data.labels].join(' · ')}</span>
            <CopyAs size="small" command={{ method: 'GET', url: `/api/v1/projects/${encodeURIComponent(project.code)}/installations/${encodeURIComponent(id)}`, cli: ['installed', 'show', project.code, id] }} />
          </p>
          <h2>{t('base')}</h2>
          {data.base == null ? <p className="muted">{t('base.none')}</p> : <Base version={data.base} />}
          {data.desired_version != null && (
            <p>
              {t('desired.is')} <span className="mono">{data.desired_version}</span>
            </p>
          )}
          {data.unknown.length > 0 && (
            <>
              <h2>{t('maybe')}</h2>
              <ul>
                {data.unknown.map(each => (
                  <li key={each.job_id}>
                    <span className="mono">{each.version}</span> <TimeText at={each.at} /> <JobLink id={each.job_id} /> <span className="tone-warn">→ {t('maybe.advice')}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
          <h2>{t('patches', { count: data.patches.length })}</h2>
          {data.patches.length === 0 && <p className="muted">{t('patches.none')}</p>}
          <ol>
            {data.patches.map((patch, at) => (
              <PatchItem key={`${patch.job_id} ${patch.at}`} patch={patch} n={at + 1} />
            ))}
          </ol>
          <h2>{t('drift')}</h2>
          {data.drift == null ? (
            <p className="muted">{t('drift.never')}</p>
          ) : (
            <p>
              {t('drift.was', { count: data.drift.differences })} <TimeText at={data.drift.at} /> <Link to={`/installed?project=${encodeURIComponent(project.code)}&tab=drift&drift=${encodeURIComponent(data.drift.job_id)}`}>{t('drift.show')}</Link>
            </p>
          )}
          <h2>{t('earlier')}</h2>
          {data.earlier.length === 0 && <p className="muted">{t('earlier.none')}</p>}
          <ul>
            {data.earlier.map(each => (
              <li key={each.job_id}>
                <span className="mono">{each.version}</span> <TimeText at={each.at} /> <JobLink id={each.job_id} />
              </li>
            ))}
          </ul>
          <h2>{t('held')}</h2>
          <p className="mono">{data.held.join('  ') || '—'}</p>
        </div>
      )}
    </Drawer>
  );
}
