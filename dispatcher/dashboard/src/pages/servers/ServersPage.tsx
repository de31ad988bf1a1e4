import { buildUrl } from '../../api/client';
import type { Project } from '../../api/types';
import { useOneProject } from '../../app/project';
import { usePatch } from '../../forms/address';
import { Tabs, useTab } from '../../forms/Tabs';
import { CopyAs } from '../../parts/CopyAs';
import { useFilter } from '../../parts/filters';
import { GatedButton } from '../../parts/GatedButton';
import { Nothing, Page } from '../../parts/Page';
import { useShared } from '../../texts';
import { ImportTab } from './ImportTab';
import { ListTab } from './ListTab';
import { SyncTab } from './SyncTab';
import { useTexts } from './texts';
import './servers.css';

const KEYS = ['list', 'import', 'sync'] as const;

function Views({ project }: { project: Project }) {
  const t = useTexts();
  const s = useShared();
  const patch = usePatch();
  const items = KEYS.map(key => ({ key, label: t(`tab.${key}`) }));
  const [tab] = useTab(items);
  const [area] = useFilter('area');
  const [type] = useFilter('app_type');
  const [label] = useFilter('label');
  const [text] = useFilter('q');
  return (
    <Page
      title={s('page.servers')}
      aside={<span className="muted">{`${project.name} ${project.code}`}</span>}
      actions={
        tab === 'list' && (
          <>
            <GatedButton need="admin" project={project.code} type="primary" reason={project.areas.length === 0 ? t('why.area') : null} onClick={() => patch({ new: '1' })}>
              {t('new')}
            </GatedButton>
            <CopyAs command={{ method: 'GET', url: buildUrl('/api/v1/projects/{project}/game-servers', { project: project.code }, { area, app_type: type, label, text, limit: 500 }) }} />
          </>
        )
      }
    >
      <Tabs label={t('tabs')} items={items} current={tab} onChoose={key => patch({ tab: key === 'list' ? '' : key, id: '', new: '', mode: '' })} />
      {tab === 'list' && <ListTab project={project} />}
      {tab === 'import' && <ImportTab project={project.code} />}
      {tab === 'sync' && <SyncTab project={project.code} />}
    </Page>
  );
}

export default function ServersPage() {
  const s = useShared();
  const { project, loading } = useOneProject();
  if (project !== null) return <Views key={project.code} project={project} />;
  return <Page title={s('page.servers')}>{!loading && <Nothing text={s('project.none')} advice={s('project.none.advice')} />}</Page>;
}
