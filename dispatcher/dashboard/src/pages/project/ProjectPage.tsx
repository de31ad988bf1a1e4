import { Link, useParams } from 'react-router';
import { useGet } from '../../api/hooks';
import type { Project } from '../../api/types';
import { Tabs, useTab } from '../../forms/Tabs';
import { CopyAs } from '../../parts/CopyAs';
import { Nothing, Page, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { useShared } from '../../texts';
import { Checklist } from './Checklist';
import { EditProject } from './EditProject';
import { MaintenanceTab } from './Maintenance';
import { NoticesTab } from './Notices';
import { Queues } from './Queues';
import { ReadOnly } from './ReadOnly';
import { Sources } from './Sources';
import { useTexts } from './texts';
import { YamlTab } from './Yaml';
import './project.css';

function Body({ project }: { project: Project }) {
  const t = useTexts();
  const items = (['check', 'edit', 'queues', 'maintenance', 'sources', 'notices', 'yaml'] as const).map(key => ({ key, label: t(`tab.${key}`) }));
  const [tab, setTab] = useTab(items);
  return (
    <Page
      title={project.name}
      aside={<span className="mono muted">{project.code}</span>}
      actions={<CopyAs command={{ method: 'GET', url: `/api/v1/projects/${encodeURIComponent(project.code)}`, cli: ['project', 'show', project.code] }} />}
    >
      <Tabs label={project.name} items={items} current={tab} onChoose={setTab} />
      {(tab === 'edit' || tab === 'maintenance' || tab === 'notices') && <ReadOnly code={project.code} />}
      {tab === 'check' && <Checklist project={project} onTab={setTab} />}
      {tab === 'edit' && <EditProject key={project.code} project={project} />}
      {tab === 'queues' && <Queues project={project} />}
      {tab === 'maintenance' && <MaintenanceTab key={project.code} code={project.code} />}
      {tab === 'sources' && <Sources code={project.code} />}
      {tab === 'notices' && <NoticesTab project={project} />}
      {tab === 'yaml' && <YamlTab code={project.code} />}
    </Page>
  );
}

/** One project: whether it is complete, its form, queues, calendar, version sources, notices, and all of it as text. */
export default function ProjectPage() {
  const t = useTexts();
  const s = useShared();
  const { code = '' } = useParams();
  const { data, error, refetch } = useGet('/api/v1/projects/{project}', { path: { project: code } });
  if (data) return <Body key={data.code} project={data} />;
  if (error?.status === 404) {
    return (
      <Page title={s('page.project')}>
        <Panel>
          <Nothing text={t('missing', { code })} advice={t('missing.advice')}>
            <Link className="btn" to="/projects">
              {t('missing.go')}
            </Link>
          </Nothing>
        </Panel>
      </Page>
    );
  }
  return <Page title={s('page.project')}>{error && <ProblemText error={error} onRetry={() => void refetch()} />}</Page>;
}
