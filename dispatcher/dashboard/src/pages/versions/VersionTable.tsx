import { Link } from 'react-router';
import { StateTag } from '../../parts/StateTag';
import { bytes } from '../../parts/time';
import { TimeText } from '../../parts/TimeText';
import { useTexts } from './texts';
import { oddSize, shortName, versionName, type Version } from './version';

interface Props {
  project: string;
  versions: Version[];
  /** Path of each source of builds by its name. */
  places: ReadonlyMap<string, string>;
  chosen: string[];
  onChoose: (id: string) => void;
  onOpen: (id: string) => void;
}

function Size({ version, versions }: { version: Version; versions: Version[] }) {
  const t = useTexts();
  if (version.size == null) return null;
  const odd = oddSize(version, versions);
  return (
    <>
      {bytes(version.size)}
      {odd !== null && (
        <span className="tone-warn" title={t('size.usual', { factor: odd.toFixed(1) })}>
          {' '}
          ×{odd.toFixed(1)}
        </span>
      )}
    </>
  );
}

function Row({ project, version, versions, places, chosen, onChoose, onOpen }: Props & { version: Version }) {
  const t = useTexts();
  const name = versionName(version, places.get(version.source));
  const fits = new URLSearchParams({ project, version: name });
  const typed = new URLSearchParams(fits);
  if (version.type !== 'Unknown') typed.set('app_type', version.type);
  return (
    <tr>
      <td>
        <input type="checkbox" aria-label={`${t('compare.pick')} ${shortName(version)}`} checked={chosen.includes(version.version_id)} onChange={() => onChoose(version.version_id)} />
      </td>
      <td className="two-lines">
        <button type="button" className="linkish mono" onClick={() => onOpen(version.version_id)} title={version.key}>
          {shortName(version)}
        </button>
        <span className="muted">
          {version.type} · <span className="mono">{version.source}</span>
        </span>
      </td>
      <td className="nowrap">{version.author}</td>
      <td>
        <span className="version-message">{version.message ?? ''}</span>
      </td>
      <td className="nowrap">
        {version.path_count > 0 && (
          <button type="button" className="linkish" title={version.paths.slice(0, 8).map(path => `${path.action} ${path.path}`).join('\n')} onClick={() => onOpen(version.version_id)}>
            {t('paths.count', { count: version.path_count })}
          </button>
        )}
      </td>
      <td className="right num nowrap">
        <Size version={version} versions={versions} />
      </td>
      <td>{version.state !== 'present' && <StateTag of="version" state={version.state} />}</td>
      <td>
        <TimeText at={version.at} />
      </td>
      <td>
        <span className="cell-acts nowrap version-acts">
          <Link to={`/hot-update?${fits}`} title={t('hot.title', { version: name })}>
            {t('hot')}
          </Link>
          <Link to={`/release?${typed}`} title={t('release.title', { version: name })}>
            {t('release')}
          </Link>
        </span>
      </td>
    </tr>
  );
}

/** Found versions, newest first. */
export function VersionTable(props: Props) {
  const t = useTexts();
  return (
    <div className="table-wrap" tabIndex={0} role="group" aria-label={t('tab.list')}>
      <table className="grid-table version-table">
        <thead>
          <tr>
            <th>
              <span className="sr-only">{t('compare.pick')}</span>
            </th>
            <th>{t('version')}</th>
            <th>{t('author')}</th>
            <th>{t('message')}</th>
            <th>{t('paths')}</th>
            <th className="right">{t('size')}</th>
            <th>{t('state')}</th>
            <th>{t('at')}</th>
            <th>{t('acts')}</th>
          </tr>
        </thead>
        <tbody>
          {props.versions.map(version => (
            <Row key={version.version_id} {...props} version={version} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
