import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useCall, useGet } from '../../api/hooks';
import type { Project, Schemas } from '../../api/types';
import { TextField } from '../../forms/Field';
import { Dialog } from '../../forms/Lazy';
import { Tabs, useTab } from '../../forms/Tabs';
import { useRefusal } from '../../forms/useRefusal';
import { words } from '../../forms/waves';
import { CopyAs } from '../../parts/CopyAs';
import { useDraft } from '../../parts/drafts';
import { GatedButton } from '../../parts/GatedButton';
import { Nothing, Page, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { Tag } from '../../parts/StateTag';
import { toast } from '../../parts/toast';
import { useShared } from '../../texts';
import { checklist } from '../project/doc';
import { ImportSetup } from './ImportSetup';
import { exportSetup, saveFile } from './setup';
import { useTexts } from './texts';

function NewProject({ onClose }: { onClose: () => void }) {
  const t = useTexts();
  const navigate = useNavigate();
  const [draft, setDraft, forget] = useDraft('projects.new', { code: '', name: '', area: '', areaCode: '' });
  const refusal = useRefusal([['code'], ['name'], ['areas', 0, 'name'], ['areas', 0, 'codes']]);
  const put = useCall('put', '/api/v1/projects/{project}', ['/api/v1/projects']);
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  const code = draft.code.trim();
  const make = () => {
    refusal.clear();
    put.mutate(
      {
        path: { project: code },
        body: { name: draft.name.trim(), areas: [{ name: draft.area.trim(), codes: words(draft.areaCode) }] },
        headers: { 'If-None-Match': '*' },
      },
      {
        onSuccess: () => {
          forget();
          toast(t('made', { name: draft.name.trim() }));
          void navigate(`/projects/${encodeURIComponent(code)}?tab=edit`);
        },
        onError: problem => refusal.refuse(problem),
      },
    );
  };
  const lacks = [draft.code, draft.name, draft.area, draft.areaCode].some(each => each.trim() === '');
  return (
    <Dialog title={t('new')} action={t('new.do')} busy={put.isPending} reason={lacks ? t('new.all') : null} onSubmit={make} onClose={onClose}>
      <TextField label={t('col.code')} hint={t('new.code.hint')} errors={refusal.at('code')} value={draft.code} onChange={text => set({ code: text })} mono placeholder="ssss" autoFocus />
      <TextField label={t('col.name')} errors={refusal.at('name')} value={draft.name} onChange={name => set({ name })} placeholder="三生三世" />
      <div className="form-grid">
        <TextField label={t('new.area')} hint={t('new.area.hint')} errors={refusal.at('areas', 0, 'name')} value={draft.area} onChange={area => set({ area })} placeholder="大陆" />
        <TextField label={t('new.areaCode')} hint={t('new.areaCode.hint')} errors={refusal.at('areas', 0, 'codes')} value={draft.areaCode} onChange={areaCode => set({ areaCode })} mono placeholder="cn" />
      </div>
      {refusal.summary}
    </Dialog>
  );
}

function Row({ project, mappings }: { project: Project; mappings: Schemas['QueueMappingBody'][] | null }) {
  const t = useTexts();
  const items = mappings === null ? null : checklist(project, project.code, mappings, null);
  const lacking = items?.filter(item => item.state === 'lacking').length ?? 0;
  const to = `/projects/${encodeURIComponent(project.code)}`;
  return (
    <tr>
      <td>
        <Link className="mono" to={to}>
          {project.code}
        </Link>
      </td>
      <td>{project.name}</td>
      <td>
        {project.areas.map(area => (
          <span key={area.name} className="project-area">
            {area.name} <span className="mono muted">{area.codes.join(' ')}</span>
            {area.production === true && <Tag tone="bad" text={t('production')} plain />}
          </span>
        ))}
      </td>
      <td className="right num">{project.areas.reduce((sum, area) => sum + area.hosts.length, 0)}</td>
      <td className="mono">{project.callback == null ? <span className="muted">{t('none')}</span> : <span className="clip">{project.callback.url}</span>}</td>
      <td>
        {items !== null && (
          <Link to={to}>
            <Tag tone={lacking === 0 ? 'ok' : 'bad'} glyph={lacking === 0 ? '✓' : '✗'} text={lacking === 0 ? t('complete') : t('lacking', { count: lacking })} />
          </Link>
        )}
      </td>
    </tr>
  );
}

function List() {
  const t = useTexts();
  const { data, error, refetch } = useGet('/api/v1/projects');
  const mappings = useGet('/api/v1/queue-mappings');
  return (
    <>
      {error && <ProblemText error={error} onRetry={() => void refetch()} />}
      <Panel flush>
        {data && data.projects.length === 0 && <Nothing text={t('empty')} advice={t('empty.advice')} />}
        {data && data.projects.length > 0 && (
          <div className="table-wrap">
            <table className="grid-table">
              <thead>
                <tr>
                  <th>{t('col.code')}</th>
                  <th>{t('col.name')}</th>
                  <th>{t('col.areas')}</th>
                  <th className="right">{t('col.hosts')}</th>
                  <th>{t('col.callback')}</th>
                  <th>{t('col.setup')}</th>
                </tr>
              </thead>
              <tbody>
                {data.projects.map(project => (
                  <Row key={project.code} project={project} mappings={mappings.data?.queue_mappings ?? null} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
    </>
  );
}

export default function ProjectsPage() {
  const t = useTexts();
  const s = useShared();
  const [making, setMaking] = useState(false);
  const items = [
    { key: 'list', label: t('tab.list') },
    { key: 'import', label: t('tab.import') },
  ];
  const [tab, setTab] = useTab(items);
  const save = () =>
    void exportSetup(null).then(
      text => saveFile(text, 'slipway-set-up.yaml', 'application/yaml'),
      (error: unknown) => toast(String(error), 'bad'),
    );
  return (
    <Page
      title={s('page.projects')}
      actions={
        <>
          <GatedButton need="admin" project="*" type="primary" onClick={() => setMaking(true)}>
            {t('new')}
          </GatedButton>
          <button type="button" className="btn" onClick={save}>
            {t('export')}
          </button>
          <CopyAs command={{ method: 'GET', url: '/api/v1/onboarding', cli: ['project', 'export'] }} />
        </>
      }
    >
      <Tabs label={s('page.projects')} items={items} current={tab} onChoose={setTab} />
      {tab === 'list' ? <List /> : <ImportSetup />}
      {making && <NewProject onClose={() => setMaking(false)} />}
    </Page>
  );
}
