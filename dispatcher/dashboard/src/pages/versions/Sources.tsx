import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '../../api/types';
import { useGate } from '../../app/session';
import { RowAct } from '../../forms/RowAct';
import { GatedButton } from '../../parts/GatedButton';
import { Nothing, Panel } from '../../parts/Page';
import { StateTag } from '../../parts/StateTag';
import { TimeText } from '../../parts/TimeText';
import { useShared } from '../../texts';
import { useTexts } from './texts';

const SourceEditor = lazy(() => import('../project/Sources').then(module => ({ default: module.SourceEditor })));

type Source = Schemas['VersionSourceView'];
type Trouble = Schemas['VersionTrouble'];

function Troubles({ tone, list }: { tone: 'bad' | 'warn'; list: Trouble[] }) {
  return (
    <ul className={`note tone-${tone}`}>
      {list.slice(0, 8).map(trouble => (
        <li key={`${trouble.code} ${trouble.subject}`}>
          <strong>{trouble.message}</strong> <span className="mono note-text">{trouble.subject}</span>
          <div className="note-text">→ {trouble.advice}</div>
          {trouble.detail !== '' && <div className="mono muted">{trouble.detail}</div>}
        </li>
      ))}
    </ul>
  );
}

function One({ source, gate, onEdit }: { source: Source; gate: string | null; onEdit: () => void }) {
  const t = useTexts();
  const s = useShared();
  const { health } = source;
  const kind = (['svn', 'builds', 'maven'] as const).find(each => each === source.kind);
  return (
    <Panel
      title={<span className="mono">{source.name}</span>}
      aside={
        <>
          <span className="muted">{`${kind ? t(`kind.${kind}`) : source.kind} · ${t('sources.every', { count: source.every_seconds })}`}</span>
          <StateTag of="health" state={health.status} />
          <RowAct why={gate} label={`${s('action.edit')} ${source.name}`} onAct={onEdit}>
            {s('action.edit')}
          </RowAct>
        </>
      }
    >
      <div className="stack">
        <dl className="facts">
          <dt>{t('sources.where')}</dt>
          <dd className="mono">{[source.url ?? source.path, source.pattern, ...source.artifacts].filter(each => each != null && each !== '').join('  ')}</dd>
          <dt>{t('sources.found')}</dt>
          <dd className="num">
            {health.versions}
            {health.position != null && <span className="muted"> · {t('sources.position', { position: health.position })}</span>}
            {health.warnings.length > 0 && <span className="tone-warn"> · {t('sources.warnings', { count: health.warnings.length })}</span>}
          </dd>
          <dt>{t('sources.looked')}</dt>
          <dd>
            <TimeText at={health.last_look_at} />
          </dd>
          <dt>{t('sources.good')}</dt>
          <dd>
            <TimeText at={health.last_success_at} />
          </dd>
          <dt>{t('sources.next')}</dt>
          <dd>
            <TimeText at={health.next_look_at} never={t('sources.soon')} />
          </dd>
        </dl>
        {health.error != null && <Troubles tone="bad" list={[health.error]} />}
        {health.warnings.length > 0 && <Troubles tone="warn" list={health.warnings} />}
      </div>
    </Panel>
  );
}

/** Where versions come from, and how that goes; those with trouble first. */
export function Sources({ project, list }: { project: string; list: Source[] }) {
  const t = useTexts();
  const gate = useGate('admin', project);
  const [editing, setEditing] = useState<Source | 'new' | null>(null);
  const troubled = (source: Source) => (source.health.error != null ? 0 : source.health.warnings.length > 0 ? 1 : 2);
  return (
    <>
      <div className="toolbar">
        <GatedButton need="admin" project={project} onClick={() => setEditing('new')}>
          {t('sources.new')}
        </GatedButton>
        <Link to={`/projects/${encodeURIComponent(project)}?tab=sources`}>{t('sources.project')}</Link>
      </div>
      {list.length === 0 && (
        <Panel>
          <Nothing text={t('sources.none')} advice={t('sources.none.advice')} />
        </Panel>
      )}
      {[...list]
        .sort((a, b) => troubled(a) - troubled(b))
        .map(source => (
          <One key={source.name} source={source} gate={gate} onEdit={() => setEditing(source)} />
        ))}
      <Suspense>{editing !== null && <SourceEditor code={project} given={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}</Suspense>
    </>
  );
}
