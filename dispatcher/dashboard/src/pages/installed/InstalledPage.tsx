import { useState } from 'react';
import { buildUrl } from '../../api/client';
import { useGet } from '../../api/hooks';
import type { Project } from '../../api/types';
import { useOneProject } from '../../app/project';
import { Chips, FilterSelect, SearchBox } from '../../forms/Field';
import { Tabs, useTab } from '../../forms/Tabs';
import { usePatch } from '../../forms/address';
import { CopyAs } from '../../parts/CopyAs';
import { useFilter } from '../../parts/filters';
import { GatedButton } from '../../parts/GatedButton';
import { Nothing, Page, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { useShared } from '../../texts';
import { Desired } from './Desired';
import { DriftResult } from './DriftResult';
import { InstallationDrawer } from './InstallationDrawer';
import { InstallationTable } from './InstallationTable';
import { Acts } from './Acts';
import { appTypes, select } from './selection';
import { Summary } from './Summary';
import { useTexts } from './texts';
import './installed.css';

const PAGE = 100;
const EVERY_MS = 30_000;

function List({ project }: { project: Project }) {
  const t = useTexts();
  const s = useShared();
  const [area, setArea] = useFilter('area');
  const [type] = useFilter('app_type');
  const [version] = useFilter('version');
  const [only, setOnly] = useFilter('only');
  const [ip, setIp] = useFilter('ip');
  const [after, setAfter] = useFilter('page_token');
  const [open, setOpen] = useFilter('id');
  const patch = usePatch();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const query = {
    limit: PAGE,
    ...(area === '' ? {} : { area: [area] }),
    ...(type === '' ? {} : { app_type: [type] }),
    ...(version === '' ? {} : { version: [version] }),
    ...(ip.trim() === '' ? {} : { ip: [ip.trim()] }),
    ...(only === 'lost' ? { lost: true } : {}),
    ...(only === 'behind' ? { behind: true } : {}),
    ...(after === '' ? {} : { after }),
  };
  const path = { project: project.code };
  const { data, error, refetch } = useGet('/api/v1/projects/{project}/installations', { path, query, keep: true, every: EVERY_MS });
  const list = data?.installations ?? [];
  const taken = list.filter(each => chosen.has(each.id));
  const areaName = project.areas.find(each => each.name === area || each.codes.includes(area))?.name ?? '';
  const selection = select(project, taken, areaName);
  const cli = ['installed', 'list', project.code, ...(area === '' ? [] : ['--area', area]), ...(only === '' ? [] : [`--${only}`])];
  const filtered = [type, version, only, ip].some(each => each !== '');
  return (
    <>
      {data && <Summary summary={data.summary} type={type} version={version} only={only} onFilter={patch} />}
      <div className="toolbar">
        <Chips
          label={t('only')}
          value={only}
          onChange={setOnly}
          choices={[
            { value: '', label: t('only.all') },
            { value: 'behind', label: t('only.behind') },
            { value: 'lost', label: t('only.lost') },
          ]}
        />
        {project.areas.length > 1 && <FilterSelect label={t('area')} none={t('area.all')} value={areaName} onChange={setArea} choices={project.areas.map(each => ({ value: each.name, label: each.name }))} />}
        <SearchBox main slow label={t('ip')} value={ip} onChange={setIp} />
        {filtered && (
          <button type="button" className="linkish" onClick={() => patch({ app_type: '', version: '', only: '', ip: '' })}>
            {s('action.clear')}
          </button>
        )}
        <CopyAs command={{ method: 'GET', url: buildUrl('/api/v1/projects/{project}/installations', path, query), cli }} />
      </div>
      <Acts selection={selection} count={taken.length} project={project} types={appTypes(data?.summary)} />
      {error && <ProblemText error={error} onRetry={() => void refetch()} />}
      <Panel flush>
        {data && list.length === 0 && <Nothing text={filtered ? t('none') : t('empty')} advice={filtered ? t('none.advice') : t('empty.advice')} />}
        {list.length > 0 && <InstallationTable list={list} chosen={chosen} onChosen={ids => setChosen(new Set(ids))} onOpen={setOpen} />}
        {(after !== '' || data?.next != null) && (
          <nav className="pager" aria-label={s('action.next')}>
            <span className="muted num">{s('table.total', { count: data?.total ?? 0 })}</span>
            {after !== '' && (
              <button type="button" className="btn" onClick={() => setAfter('')}>
                {t('first')}
              </button>
            )}
            <button type="button" className="btn" disabled={data?.next == null} onClick={() => setAfter(data?.next ?? '')}>
              {s('action.next')}
            </button>
          </nav>
        )}
      </Panel>
      {open !== '' && <InstallationDrawer key={open} project={project} id={open} onClose={() => setOpen('')} />}
    </>
  );
}

function Body({ project }: { project: Project }) {
  const t = useTexts();
  const s = useShared();
  const [drift] = useFilter('drift');
  const items = [
    { key: 'list', label: t('tab.list') },
    { key: 'desired', label: t('tab.desired') },
    { key: 'drift', label: t('tab.drift') },
  ];
  const [tab, setTab] = useTab(items);
  return (
    <Page
      title={s('page.installed')}
      aside={<span className="muted">{`${project.name} ${project.code}`}</span>}
      actions={
        <GatedButton need="releaser" project={project.code} href={`/release?project=${encodeURIComponent(project.code)}`}>
          {s('page.release')}
        </GatedButton>
      }
    >
      <Tabs label={s('page.installed')} items={items} current={tab} onChoose={setTab} />
      {tab === 'list' && <List project={project} />}
      {tab === 'desired' && <Desired project={project} />}
      {tab === 'drift' && <DriftResult key={drift} project={project} />}
    </Page>
  );
}

export default function InstalledPage() {
  const s = useShared();
  const { project, loading } = useOneProject();
  if (project !== null) return <Body key={project.code} project={project} />;
  return <Page title={s('page.installed')}>{!loading && <Nothing text={s('project.none')} advice={s('project.none.advice')} />}</Page>;
}
