import { ReloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { buildUrl } from '../../api/client';
import { useGet } from '../../api/hooks';
import type { Job, JobState } from '../../api/types';
import { useProject } from '../../app/project';
import { CopyAs } from '../../parts/CopyAs';
import { useFilter, useListFilter } from '../../parts/filters';
import { isOver } from '../../parts/jobs';
import { JobTable } from '../../parts/JobTable';
import { Nothing, Page, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { useShared } from '../../texts';
import { SavedFilters } from './SavedFilters';
import { useTexts } from './texts';
import './jobs.css';

const PAGE = 50;
const SOON_MS = 5_000;
const LATER_MS = 30_000;

const CHIPS: { key: 'all' | 'open' | 'paused' | 'bad' | 'good' | 'stopped'; states: JobState[] }[] = [
  { key: 'all', states: [] },
  { key: 'open', states: ['ACCEPTED', 'RUNNING', 'CANCELLING'] },
  { key: 'paused', states: ['PAUSED'] },
  { key: 'bad', states: ['FAILED', 'PARTIAL'] },
  { key: 'good', states: ['SUCCEEDED'] },
  { key: 'stopped', states: ['CANCELLED'] },
];

const KINDS = ['HOT_UPDATE', 'CLIENT_UPDATE', 'RELEASE', 'SERVICE', 'FILE_PULL', 'PACKAGE', 'DRIFT'] as const satisfies Job['kind'][];

/** How many jobs a chip would show; null while that is not known. */
function useCounts(code: string | null, kinds: string[]) {
  const t = useTexts();
  const { data } = useGet('/api/v1/job-counts', {
    query: { project: code === null ? undefined : [code], kind: kinds.length === 0 ? undefined : (kinds as Job['kind'][]) },
    keep: true,
    every: SOON_MS,
  });
  return (states: JobState[]) => {
    if (!data) return null;
    const own = Object.entries(data.counts).filter(([state]) => states.length === 0 || states.includes(state as JobState));
    const count = own.reduce((sum, [, each]) => sum + each, 0);
    return own.some(([, each]) => each >= data.most) ? t('more', { count }) : String(count);
  };
}

function GoTo() {
  const t = useTexts();
  const navigate = useNavigate();
  const [id, setId] = useState('');
  return (
    <form
      role="search"
      className="grow"
      onSubmit={event => {
        event.preventDefault();
        if (id.trim() !== '') void navigate(`/jobs/${encodeURIComponent(id.trim())}`);
      }}
    >
      <input
        className="field mono"
        type="search"
        data-search
        value={id}
        spellCheck={false}
        aria-label={t('goto')}
        placeholder={t('goto')}
        onChange={event => setId(event.target.value)}
      />
    </form>
  );
}

export default function JobsPage() {
  const t = useTexts();
  const s = useShared();
  const { code } = useProject();
  const [states, setStates] = useListFilter('state');
  const [kinds, setKinds] = useListFilter('kind');
  const countOf = useCounts(code, kinds);
  const [token, setToken] = useFilter('page_token');
  const query = {
    project: code === null ? undefined : [code],
    kind: kinds.length === 0 ? undefined : (kinds as Job['kind'][]),
    state: states.length === 0 ? undefined : (states as JobState[]),
    limit: PAGE,
    page_token: token === '' ? undefined : Number(token),
  };
  const jobs = useGet('/api/v1/jobs', { query, keep: true, every: token === '' ? SOON_MS : LATER_MS });
  const list = jobs.data?.jobs ?? [];
  const chosen = states.join(',');
  const running = list.filter(job => !isOver(job.state)).length;
  const cli = ['job', 'list', ...(code === null ? [] : ['--project', code]), ...(kinds.length === 0 ? [] : ['--kind', kinds.join(',')]), ...(chosen === '' ? [] : ['--state', chosen]), '--limit', String(PAGE)];
  return (
    <Page
      title={s('page.jobs')}
      aside={running > 0 && <span className="muted">{`${t('open')} ${running}`}</span>}
      actions={
        <>
          <Link className="btn" to="/hot-update">
            {t('new')}
          </Link>
          <CopyAs command={{ method: 'GET', url: buildUrl('/api/v1/jobs', {}, query), cli }} />
          <Button icon={<ReloadOutlined />} aria-label={s('action.refresh')} title={s('action.refresh')} onClick={() => void jobs.refetch()} />
        </>
      }
    >
      <div className="toolbar">
        <div className="chips" role="group" aria-label={t('states')}>
          {CHIPS.map(chip => (
            <button
              key={chip.key}
              type="button"
              className="chip"
              aria-pressed={chip.states.join(',') === chosen}
              onClick={() => setStates(chip.states)}
            >
              {t(chip.key)}
              {countOf(chip.states) !== null && (
                <span className="num" title={t('counts')}>
                  {countOf(chip.states)}
                </span>
              )}
            </button>
          ))}
        </div>
        <GoTo />
      </div>
      <div className="toolbar job-filters">
        <div className="chips" role="group" aria-label={t('kinds')}>
          <button type="button" className="chip" aria-pressed={kinds.length === 0} onClick={() => setKinds([])}>
            {t('kind.all')}
          </button>
          {KINDS.map(kind => (
            <button
              key={kind}
              type="button"
              className="chip"
              aria-pressed={kinds.includes(kind)}
              onClick={() => setKinds(kinds.includes(kind) ? kinds.filter(each => each !== kind) : [...kinds, kind])}
            >
              {t(`kind.${kind.toLowerCase() as Lowercase<typeof kind>}`)}
            </button>
          ))}
        </div>
      </div>
      <SavedFilters />
      {jobs.error && <ProblemText error={jobs.error} onRetry={() => void jobs.refetch()} />}
      <Panel flush>
        {jobs.data && list.length === 0 && <Nothing text={t('empty')} advice={t('empty.advice')} />}
        {list.length > 0 && <JobTable jobs={list} />}
        {(token !== '' || jobs.data?.next_page_token != null) && (
          <nav className="pager" aria-label={s('action.next')}>
            {token !== '' && <Button onClick={() => setToken('')}>{s('action.first')}</Button>}
            <Button disabled={jobs.data?.next_page_token == null} onClick={() => setToken(jobs.data?.next_page_token ?? '')}>
              {s('action.next')}
            </Button>
          </nav>
        )}
      </Panel>
    </Page>
  );
}
