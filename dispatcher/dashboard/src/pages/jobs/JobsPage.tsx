import { ReloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { buildUrl } from '../../api/client';
import { useGet } from '../../api/hooks';
import type { JobState } from '../../api/types';
import { useProject } from '../../app/project';
import { CopyAs } from '../../parts/CopyAs';
import { useFilter, useListFilter } from '../../parts/filters';
import { isOver } from '../../parts/jobs';
import { JobTable } from '../../parts/JobTable';
import { Nothing, Page, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { texts, useShared } from '../../texts';
import { jobsEn } from '../../texts/jobs.en';
import { jobsZh } from '../../texts/jobs.zh';

const useTexts = texts('jobs', jobsZh, jobsEn);
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
  const [token, setToken] = useFilter('page_token');
  const query = {
    project: code === null ? undefined : [code],
    state: states.length === 0 ? undefined : (states as JobState[]),
    limit: PAGE,
    page_token: token === '' ? undefined : Number(token),
  };
  const jobs = useGet('/api/v1/jobs', { query, keep: true, every: token === '' ? SOON_MS : LATER_MS });
  const list = jobs.data?.jobs ?? [];
  const chosen = states.join(',');
  const running = list.filter(job => !isOver(job.state)).length;
  const cli = ['job', 'list', ...(code === null ? [] : ['--project', code]), ...(chosen === '' ? [] : ['--state', chosen]), '--limit', String(PAGE)];
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
            </button>
          ))}
        </div>
        <GoTo />
      </div>
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
