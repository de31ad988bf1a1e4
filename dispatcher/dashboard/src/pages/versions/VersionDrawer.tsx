import { useGet } from '../../api/hooks';
import { Drawer } from '../../forms/Lazy';
import { CopyText } from '../../parts/CopyAs';
import { Nothing } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { StateTag } from '../../parts/StateTag';
import { bytes } from '../../parts/time';
import { TimeText } from '../../parts/TimeText';
import { useShared } from '../../texts';
import { ChangeTag } from './Compare';
import { useTexts } from './texts';
import { shortName } from './version';

/** All of one version, with every path it changed. */
export function VersionDrawer({ project, id, onClose }: { project: string; id: string; onClose: () => void }) {
  const t = useTexts();
  const s = useShared();
  const one = useGet('/api/v1/projects/{project}/versions/{id}', { path: { project, id } });
  const version = one.data;
  const missing = one.error?.status === 404;
  return (
    <Drawer title={version ? shortName(version) : t('version')} width={720} onClose={onClose}>
      <div className="stack">
        {one.isPending && <p className="muted">{s('loading')}</p>}
        {missing && <Nothing text={t('unknown')} />}
        {one.error && !missing && <ProblemText error={one.error} onRetry={() => void one.refetch()} />}
        {version && (
          <>
            <dl className="facts">
              <dt>{t('version')}</dt>
              <dd>
                <CopyText text={version.key} />
              </dd>
              <dt>{t('type')}</dt>
              <dd>{version.type}</dd>
              <dt>{t('source')}</dt>
              <dd className="mono">{version.source}</dd>
              <dt>{t('state')}</dt>
              <dd>
                <StateTag of="version" state={version.state} />
              </dd>
              <dt>{t('at')}</dt>
              <dd>
                <TimeText at={version.at} /> {version.author}
              </dd>
              <dt>{t('seen')}</dt>
              <dd>
                <TimeText at={version.seen_at} />
              </dd>
              {version.size != null && (
                <>
                  <dt>{t('size')}</dt>
                  <dd className="num">{bytes(version.size)}</dd>
                </>
              )}
              {version.sha256 != null && (
                <>
                  <dt>{t('digest')}</dt>
                  <dd>
                    <CopyText text={version.sha256} />
                  </dd>
                </>
              )}
            </dl>
            {version.message != null && version.message !== '' && <pre className="output">{version.message}</pre>}
            <p>
              <strong>{`${t('paths')} ${version.path_count > 0 ? version.path_count : ''}`}</strong>
            </p>
            {version.path_count === 0 && <p className="muted">{t('paths.none')}</p>}
            {version.paths.length > 0 && (
              <ul className="path-list" tabIndex={0} aria-label={t('paths')}>
                {version.paths.map(path => (
                  <li key={path.path}>
                    <ChangeTag code={path.action} />
                    <span className="mono">{path.path}</span>
                  </li>
                ))}
              </ul>
            )}
            {version.path_count > version.paths.length && <p className="muted">{t('paths.more', { count: version.path_count - version.paths.length })}</p>}
          </>
        )}
      </div>
    </Drawer>
  );
}
