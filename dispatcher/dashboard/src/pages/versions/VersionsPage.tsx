import { useState } from 'react';
import { buildUrl } from '../../api/client';
import { useGet } from '../../api/hooks';
import type { Project, Schemas } from '../../api/types';
import { useOneProject } from '../../app/project';
import { usePatch } from '../../forms/address';
import { FilterSelect, SearchBox } from '../../forms/Field';
import { Tabs, useTab } from '../../forms/Tabs';
import { CopyAs } from '../../parts/CopyAs';
import { useFilter } from '../../parts/filters';
import { Nothing, Page, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { useShared } from '../../texts';
import { Compare } from './Compare';
import { Sources } from './Sources';
import { useTexts } from './texts';
import { shortName } from './version';
import { VersionDrawer } from './VersionDrawer';
import { VersionTable } from './VersionTable';
import './versions.css';

const PAGE = 50;
const EVERY_MS = 30_000;
const KEYS = ['list', 'sources'] as const;
const LIST = '/api/v1/projects/{project}/versions';
const SAMPLE = { kind: 'svn', url: 'svn://svn.example.net/game/trunk', user: 'builder', password_file: '/etc/slipway/versions/svn.password' };

function Found({ project, sources }: { project: string; sources: Schemas['VersionSourceView'][] }) {
  const t = useTexts();
  const s = useShared();
  const patch = usePatch();
  const [source, setSource] = useFilter('source');
  const [type, setType] = useFilter('type');
  const [text, setText] = useFilter('q');
  const [token, setToken] = useFilter('page_token');
  const [open] = useFilter('id');
  const [from] = useFilter('from');
  const [to] = useFilter('to');
  const [chosen, setChosen] = useState<string[]>([]);
  const query = { source, type, q: text.trim(), limit: PAGE, page_token: token };
  const found = useGet(LIST, { path: { project }, query, keep: true, every: EVERY_MS });
  const list = found.data?.versions ?? [];
  const types = [...new Set([...list.map(each => each.type), ...(type === '' ? [] : [type])])].sort();
  const filtered = source !== '' || type !== '' || text !== '' || token !== '';
  const places = new Map(sources.flatMap(each => (each.path == null ? [] : [[each.name, each.path] as const])));
  const name = (id: string) => {
    const one = list.find(each => each.version_id === id);
    return one ? shortName(one) : id;
  };
  const choose = (id: string) => setChosen(chosen.includes(id) ? chosen.filter(each => each !== id) : [...chosen.slice(-1), id]);
  // The list is newest first: what is further down is what one comes from.
  const at = (id: string) => list.findIndex(each => each.version_id === id);
  const [older, newer] = [...chosen].sort((a, b) => at(b) - at(a));
  return (
    <>
      <div className="toolbar">
        <SearchBox main label={t('filter')} value={text} onChange={setText} />
        <FilterSelect label={t('source')} none={t('source.any')} value={source} onChange={setSource} choices={sources.map(({ name }) => ({ value: name, label: name }))} />
        <FilterSelect label={t('type')} none={t('type.any')} value={type} onChange={setType} choices={types.map(value => ({ value, label: value }))} />
        {filtered && (
          <button type="button" className="linkish" onClick={() => patch({ source: '', type: '', q: '', page_token: '' })}>
            {s('action.clear')}
          </button>
        )}
      </div>
      {list.length > 1 && (
        <div className="toolbar compare-bar" role="group" aria-label={t('compare')}>
          {older === undefined && <span className="muted">{t('compare.hint')}</span>}
          {older !== undefined && newer === undefined && <span>{t('compare.one', { one: name(older) })}</span>}
          {older !== undefined && newer !== undefined && (
            <>
              <span>{t('compare.two', { from: name(older), to: name(newer) })}</span>
              <button type="button" className="btn primary" onClick={() => patch({ from: older, to: newer })}>
                {t('compare.go')}
              </button>
            </>
          )}
          {chosen.length > 0 && (
            <button type="button" className="linkish" onClick={() => setChosen([])}>
              {s('action.cancel')}
            </button>
          )}
        </div>
      )}
      {found.error && <ProblemText error={found.error} onRetry={() => void found.refetch()} />}
      <Panel flush>
        {found.isPending && !found.error && <p className="nothing muted">{s('loading')}</p>}
        {found.data && list.length === 0 && (
          <Nothing text={t(filtered ? 'nomatch' : 'empty')} advice={t(filtered ? 'nomatch.advice' : 'empty.advice')}>
            {!filtered && (
              <button type="button" className="btn" onClick={() => patch({ tab: 'sources' })}>
                {t('empty.sources')}
              </button>
            )}
          </Nothing>
        )}
        {list.length > 0 && <VersionTable project={project} versions={list} places={places} chosen={chosen} onChoose={choose} onOpen={id => patch({ id, page_token: token })} />}
        {(token !== '' || found.data?.next_page_token != null) && (
          <nav className="pager" aria-label={s('action.next')}>
            {token !== '' && (
              <button type="button" className="btn" onClick={() => setToken('')}>
                {s('action.first')}
              </button>
            )}
            <button type="button" className="btn" disabled={found.data?.next_page_token == null} onClick={() => setToken(found.data?.next_page_token ?? '')}>
              {s('action.next')}
            </button>
          </nav>
        )}
      </Panel>
      {open !== '' && <VersionDrawer key={open} project={project} id={open} onClose={() => patch({ id: '', page_token: token })} />}
      {from !== '' && to !== '' && <Compare project={project} from={from} to={to} onClose={() => patch({ from: '', to: '', page_token: token })} />}
    </>
  );
}

function Views({ project }: { project: Project }) {
  const t = useTexts();
  const s = useShared();
  const patch = usePatch();
  const items = KEYS.map(key => ({ key, label: t(`tab.${key}`) }));
  const [tab] = useTab(items);
  const sources = useGet('/api/v1/projects/{project}/version-sources', { path: { project: project.code }, every: EVERY_MS });
  const list = sources.data?.sources ?? [];
  const bad = list.filter(each => each.health.error != null).length;
  const path = { project: project.code };
  return (
    <Page
      title={s('page.versions')}
      aside={<span className="muted">{`${project.name} ${project.code}`}</span>}
      actions={<CopyAs command={tab === 'list' ? { method: 'GET', url: buildUrl(LIST, path, { limit: PAGE }) } : { method: 'PUT', url: buildUrl('/api/v1/projects/{project}/version-sources/code', path), body: SAMPLE }} />}
    >
      <Tabs label={t('tabs')} items={items} current={tab} onChoose={key => patch({ tab: key === 'list' ? '' : key, id: '', from: '', to: '' })} />
      {sources.error && <ProblemText error={sources.error} onRetry={() => void sources.refetch()} />}
      {bad > 0 && tab === 'list' && (
        <p className="note tone-bad toolbar">
          <span>✗ {t('troubles', { count: bad })}</span>
          <button type="button" className="linkish" onClick={() => patch({ tab: 'sources' })}>
            {s('action.show')}
          </button>
        </p>
      )}
      {tab === 'list' && <Found project={project.code} sources={list} />}
      {tab === 'sources' && sources.data && <Sources project={project.code} list={list} />}
    </Page>
  );
}

export default function VersionsPage() {
  const s = useShared();
  const { project, loading } = useOneProject();
  if (project !== null) return <Views key={project.code} project={project} />;
  return <Page title={s('page.versions')}>{!loading && <Nothing text={s('project.none')} advice={s('project.none.advice')} />}</Page>;
}
