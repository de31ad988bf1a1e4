import { Button } from 'antd';
import type { ReactNode } from 'react';
import { buildUrl } from '../../api/client';
import type { Project } from '../../api/types';
import type { AreaChoice } from '../../forms/areas';
import { countHosts } from '../../forms/servers';
import { useFormTexts } from '../../forms/texts';
import { CopyAs } from '../../parts/CopyAs';
import { GatedButton } from '../../parts/GatedButton';
import { Panel } from '../../parts/Page';
import { Tag } from '../../parts/StateTag';
import { bytes } from '../../parts/time';
import { updateBody, type Chosen, type Draft, type Missing } from './draft';
import { useTexts } from './texts';

interface Props {
  project: Project;
  area: AreaChoice;
  draft: Draft;
  chosen: Chosen;
  lack: Missing | null;
  refusal: ReactNode;
  preflight: { busy: boolean; go: boolean | null; run: () => void };
  onSubmit: () => void;
  onReset: () => void;
  cli: string[];
}

function Count({ name, value }: { name: string; value: string | number }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className={value === 0 || value === '' ? 'none' : undefined}>{value === '' ? '—' : value}</dd>
    </>
  );
}

/** What the update would be, beside the form, with what is still missing. */
export function Summary({ project, area, draft, chosen, lack, refusal, preflight, onSubmit, onReset, cli }: Props) {
  const t = useTexts();
  const f = useFormTexts();
  const size = chosen.files.reduce((sum, file) => sum + file.size, 0);
  return (
    <aside aria-label={t('summary')}>
      <Panel title={t('summary')}>
        <dl className="sum">
          <Count name={t('area')} value={`${project.code} / ${area.area?.name ?? ''} ${area.code}`} />
          <Count name={t('kind')} value={t(`kind.${draft.kind}`)} />
          <Count name={t('version')} value={draft.version.trim()} />
          <Count name={t('files')} value={chosen.files.length === 0 ? 0 : `${chosen.files.length} · ${bytes(size)}`} />
          {draft.kind === 'client' ? (
            <Count name={t('dirs')} value={draft.directories.length} />
          ) : (
            <>
              <Count name="IP" value={countHosts(chosen.servers)} />
              <Count name={t('servers')} value={chosen.servers.length} />
              <dt>{t('commands')}</dt>
              <dd>{draft.commands.length}</dd>
              <dt>{t('waves')}</dt>
              <dd>{draft.waves.on ? [draft.waves.canary, draft.waves.sizes].filter(each => each !== '').join(' + ') || t('waves.on') : t('waves.off')}</dd>
            </>
          )}
        </dl>
        <div className="acts">
          {refusal}
          <GatedButton need="operator" project={project.code} loading={preflight.busy} onClick={preflight.run}>
            {preflight.busy ? f('preflight.running') : f('preflight.run')}
          </GatedButton>
          {preflight.go !== null && !preflight.busy && (
            <Tag tone={preflight.go ? 'ok' : 'bad'} glyph={preflight.go ? '✓' : '✗'} text={preflight.go ? f('preflight.go') : t('preflight.red')} />
          )}
          <span className="acts-row">
            <GatedButton need="operator" project={project.code} type="primary" reason={lack === null ? null : t(`missing.${lack}`)} onClick={onSubmit}>
              {t('submit')}
            </GatedButton>
            <CopyAs command={{ method: 'POST', url: buildUrl('/api/v1/projects/{project}/areas/{area}/hot-updates', { project: project.code, area: area.code }), body: updateBody(draft, chosen), cli }} />
          </span>
          {lack !== null && <p className="why">{t(`missing.${lack}`)}</p>}
          <Button size="small" type="text" onClick={onReset}>
            {t('reset')}
          </Button>
        </div>
      </Panel>
    </aside>
  );
}
