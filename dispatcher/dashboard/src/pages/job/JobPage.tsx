import { LinkOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useCallback, useEffect, useId, useMemo, useRef } from 'react';
import { Link, useParams } from 'react-router';
import { useGet } from '../../api/hooks';
import type { Job, StepKind, TargetLine } from '../../api/types';
import { copyText } from '../../parts/commands';
import { CopyText } from '../../parts/CopyAs';
import { useGate } from '../../app/session';
import { useFilter, useListFilter } from '../../parts/filters';
import { isOver, jobName, jobVersion, lastStep, tally, tookMs } from '../../parts/jobs';
import { LiveBadge } from '../../parts/LiveBadge';
import { Page } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { StateTag } from '../../parts/StateTag';
import { exactSpan } from '../../parts/time';
import { TimeText, useNow } from '../../parts/TimeText';
import { toast } from '../../parts/toast';
import { useShared } from '../../texts';
import { Actions } from './Actions';
import { AuditTab } from './AuditTab';
import { CallbackList } from './CallbackList';
import { ChosenBar, useChoosing } from './Choosing';
import { Errors } from './Errors';
import { Files } from './Files';
import { Groups } from './Groups';
import { groupTiles, passes } from './groups';
import { Counters, PauseBanner, Progress, Spoken, StepRail } from './Head';
import { LogSearch } from './LogSearch';
import { countStates, groupErrors } from './store';
import { TargetList } from './TargetList';
import { useTexts } from './texts';
import { useJob, type LiveJob } from './useJob';
import './job.css';

const TargetDrawer = lazy(() => import('./TargetDrawer').then(module => ({ default: module.TargetDrawer })));
const Timeline = lazy(() => import('./Timeline').then(module => ({ default: module.Timeline })));
const WAVES_MS = 10_000;
const TABS = ['hosts', 'timeline', 'files', 'callbacks', 'search', 'audit', 'json'] as const;
type Tab = (typeof TABS)[number];

function Origin({ job }: { job: Job }) {
  const t = useTexts();
  const now = useNow();
  const took = tookMs(job, now);
  return (
    <p className="origin">
      <CopyText text={job.job_id} />
      <span>{t('by', { who: job.created_by })}</span>
      {job.approved_by != null && <span>{t('approved', { who: job.approved_by })}</span>}
      <span>
        {t('created')} <TimeText at={job.created_at} />
      </span>
      {took !== null && <span className="num">{t('took', { span: exactSpan(took) })}</span>}
      {job.round > 1 && <span>{t('round', { n: job.round })}</span>}
      {job.plan_id != null && <Link to={`/plans/${encodeURIComponent(job.plan_id)}`}>{job.plan_id.slice(0, 8)}</Link>}
    </p>
  );
}

function ShareButton() {
  const t = useTexts();
  const share = () => void copyText(window.location.href).then(() => toast(t('link.copied')));
  return <Button icon={<LinkOutlined />} aria-label={t('link')} title={t('link')} onClick={share} />;
}

/** Waves of the job; null where its hosts are handed out together. Their members stay, so they are read again only now and then. */
function useWaves(job: Job) {
  const waved = 'waves' in job.links;
  const { data, error, refetch } = useGet('/api/v1/jobs/{id}/waves', {
    path: { id: job.job_id },
    enabled: waved,
    every: isOver(job.state) ? false : WAVES_MS,
    fresh: WAVES_MS / 2,
    keep: true,
  });
  const none = !waved || error?.status === 404;
  const stage = `${job.state} ${job.round} ${job.pause?.since ?? ''}`;
  const read = useRef(stage);
  useEffect(() => {
    if (read.current !== stage && !none) void refetch();
    read.current = stage;
  }, [stage, none, refetch]);
  return none ? null : (data ?? null);
}

interface HostsProps {
  live: LiveJob;
  job: Job;
  step: StepKind | null;
  lines: TargetLine[];
  waves: ReturnType<typeof useWaves>;
  onOpen: (targetId: string) => void;
}

function Hosts({ live, job, step, lines, waves, onOpen }: HostsProps) {
  const t = useTexts();
  const [view, setView] = useFilter('view');
  const [states, setStates] = useListFilter('show');
  const [code, setCode] = useFilter('code');
  const [text, setText] = useFilter('q');
  const counts = tally(countStates(lines), lines.length);
  const errors = useMemo(() => groupErrors(lines), [lines]);
  const chosen = states.join(',');
  const filter = useMemo(() => ({ states: chosen === '' ? [] : chosen.split(','), code, text }), [chosen, code, text]);
  const shown = useMemo(() => lines.filter(line => passes(line, filter)), [lines, filter]);
  const groups = useMemo(() => groupTiles(lines, waves?.waves ?? null), [lines, waves]);
  const choosing = useChoosing();
  const { chosen: picked } = choosing;
  const pick = picked === null ? onOpen : choosing.turn;
  return (
    <>
      <section className="panel">
        <Progress job={job} counts={counts} waves={waves} />
        <Counters counts={counts} states={states} onStates={setStates} />
      </section>
      {errors.length > 0 && <Errors job={job} step={step} groups={errors} code={code} onCode={setCode} onActed={live.acted} />}
      <section className="panel">
        <h2 className="sr-only">{t('hosts')}</h2>
        <div className="toolbar hosts-bar">
          <div className="chips" role="group" aria-label={t('view')}>
            <button type="button" className="chip" aria-pressed={view !== 'list'} onClick={() => setView('')}>
              {t('tiles')}
            </button>
            <button type="button" className="chip" aria-pressed={view === 'list'} onClick={() => setView('list')}>
              {t('list')}
            </button>
          </div>
          <button type="button" className="chip" aria-pressed={picked !== null} onClick={picked === null ? choosing.start : choosing.stop}>
            {t('choose')}
          </button>
          <span className="grow">
            <input
              className="field mono"
              type="search"
              data-search
              value={text}
              spellCheck={false}
              aria-label={t('filter')}
              placeholder={t('filter')}
              onChange={event => setText(event.target.value.trim())}
            />
          </span>
          {shown.length !== lines.length && <span className="muted num">{t('shown', { shown: shown.length, total: lines.length })}</span>}
        </div>
        <ChosenBar choosing={choosing} job={job} step={step} lines={lines} shown={shown} onActed={live.acted} />
        {view === 'list' ? (
          <TargetList lines={shown} chosen={picked} onOpen={pick} />
        ) : (
          <Groups job={job} groups={groups} total={lines.length} filter={filter} chosen={picked} onOpen={pick} onActed={live.acted} />
        )}
      </section>
      <Spoken job={job} counts={counts} />
    </>
  );
}

/** Tabs beside the steps; one that is not allowed says why and stays. */
function Tabs({ tabs, current, refused, onTab }: { tabs: readonly Tab[]; current: Tab; refused: string | null; onTab: (tab: Tab) => void }) {
  const t = useTexts();
  const id = useId();
  return (
    <div className="chips" role="group" aria-label={t('view')}>
      {tabs.map(each =>
        each === 'audit' && refused !== null ? (
          <span key={each} className="gate">
            <button type="button" className="chip gated-chip" aria-disabled="true" aria-describedby={id}>
              {t(`tab.${each}`)}
            </button>
            <span role="tooltip" id={id} className="gate-why">
              {refused}
            </span>
          </span>
        ) : (
          <button key={each} type="button" className="chip" aria-pressed={each === current} onClick={() => onTab(each)}>
            {t(`tab.${each}`)}
          </button>
        ),
      )}
    </div>
  );
}

function Body({ live, job }: { live: LiveJob; job: Job }) {
  const t = useTexts();
  const s = useShared();
  const [tab, setTab] = useFilter('tab');
  const [wanted, setStep] = useFilter('step');
  const [open, setOpen] = useFilter('target');
  const refused = useGate('admin', job.project);
  const step = job.steps.find(each => each.kind === wanted)?.kind ?? lastStep(job)?.kind ?? null;
  const isLast = step === lastStep(job)?.kind;
  const waves = useWaves(job);
  const { store, version } = live;
  // The store is changed in place: its version says when it was.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const lines = useMemo(() => store.of(step), [store, step, version]);
  const bad = useMemo(() => {
    const counts = tally(lastStep(job)?.counts, 0);
    return isLast ? lines.filter(line => line.state === 'FAILED' || line.state === 'UNKNOWN').length : counts.failed + counts.unknown;
  }, [isLast, lines, job]);
  const show = (next: StepKind) => {
    setTab('');
    setStep(next === lastStep(job)?.kind ? '' : next);
  };
  const tabs = TABS.filter(each => each !== 'files' || 'files' in job.links);
  const current = tabs.find(each => each === tab) ?? 'hosts';
  const line = open === '' ? null : (store.lines.get(open) ?? null);
  const at = line === null ? -1 : store.of(line.step).indexOf(line);
  const close = useCallback(() => setOpen(''), [setOpen]);
  return (
    <Page
      title={`${jobName(job, s)} ${job.project}/${job.area} ${jobVersion(job)}`.trim()}
      aside={
        <>
          <StateTag of="job" state={job.state} />
          <LiveBadge live={live.live} />
        </>
      }
      actions={
        <>
          <Actions job={job} waved={'waves' in job.links} failed={bad} onActed={live.acted} />
          <ShareButton />
        </>
      }
    >
      <Origin job={job} />
      <PauseBanner job={job} />
      {job.note != null && <p className="job-note">{job.note}</p>}
      <div className="job-nav">
        <StepRail job={job} store={store} step={current === 'hosts' ? step : null} onStep={show} />
        <Tabs tabs={tabs} current={current} refused={refused} onTab={each => setTab(each === 'hosts' ? '' : each)} />
      </div>
      {current === 'hosts' && <Hosts key={step} live={live} job={job} step={step} lines={lines} waves={isLast ? waves : null} onOpen={setOpen} />}
      <Suspense fallback={<p className="muted">{t('reading')}</p>}>
        {current === 'timeline' && <Timeline job={job} waves={waves} onOpen={setOpen} />}
      </Suspense>
      {current === 'search' && <LogSearch job={job} onOpen={setOpen} />}
      {current === 'audit' && (refused === null ? <AuditTab job={job} /> : <p className="muted">{refused}</p>)}
      {current === 'callbacks' && <CallbackList job={job} open={!isOver(job.state)} />}
      {current === 'files' && <Files id={job.job_id} />}
      {current === 'json' && (
        <pre className="output job-json" tabIndex={0}>
          {JSON.stringify(job, null, 2)}
        </pre>
      )}
      <Suspense>{open !== '' && <TargetDrawer job={job} line={line} at={at} onClose={close} />}</Suspense>
    </Page>
  );
}

function Loaded({ id }: { id: string }) {
  const t = useTexts();
  const s = useShared();
  const live = useJob(id);
  if (live.job !== null) return <Body live={live} job={live.job} />;
  return (
    <Page title={s('page.job')} aside={<LiveBadge live={live.live} />}>
      {live.live.problem ? (
        <>
          <ProblemText error={live.live.problem} />
          <p className="job-back">
            <Link to="/jobs">{t('notFound')}</Link>
          </p>
        </>
      ) : (
        <p className="muted" role="status">
          {t('reading')}
        </p>
      )}
    </Page>
  );
}

/** One job, live; another id is another page. */
export default function JobPage() {
  const { id = '' } = useParams();
  return <Loaded key={id} id={id} />;
}
