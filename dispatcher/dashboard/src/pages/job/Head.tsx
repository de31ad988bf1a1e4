import { useEffect, useRef, useState } from 'react';
import type { Job, JobWaves, StepKind, TargetState } from '../../api/types';
import { Bar } from '../../parts/Bar';
import { isOver, lastStep, portions, tally, type Counts } from '../../parts/jobs';
import { lookOf } from '../../parts/states';
import { exactSpan } from '../../parts/time';
import { TimeText, useNow } from '../../parts/TimeText';
import { useShared, type SharedKey } from '../../texts';
import { Pace } from './estimate';
import { countStates, type JobStore } from './store';
import { useTexts } from './texts';

interface RailProps {
  job: Job;
  store: JobStore;
  step: StepKind | null;
  onStep: (step: StepKind) => void;
}

/** pull ✓ > push ✓ > apply ▸: each is a button that shows its targets. */
export function StepRail({ job, store, step, onStep }: RailProps) {
  const t = useTexts();
  const s = useShared();
  return (
    <ol className="rail" aria-label={t('steps')}>
      {job.steps.map(each => {
        const look = lookOf('step', each.state);
        const name = s(`stepkind.${each.kind}` as SharedKey);
        const counts = tally(countStates(store.of(each.kind)), each.targets);
        return (
          <li key={each.kind}>
            <button type="button" className="rail-step" aria-pressed={each.kind === step} onClick={() => onStep(each.kind)}>
              <span className={`glyph tone-${look.tone}`} aria-hidden="true">
                {look.glyph}
              </span>
              <span>{name}</span>
              <span className="sr-only">{s(`step.${each.state}` as SharedKey)}</span>
              <span className="num muted">{`${counts.done}/${each.targets}`}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}

interface CounterProps {
  counts: Counts;
  states: string[];
  onStates: (states: string[]) => void;
}

const COUNTERS: { state: TargetState; of: (counts: Counts) => number; also?: TargetState[]; always?: boolean }[] = [
  { state: 'SUCCEEDED', of: counts => counts.succeeded, always: true },
  { state: 'FAILED', of: counts => counts.failed, always: true },
  { state: 'UNKNOWN', of: counts => counts.unknown },
  { state: 'RUNNING', of: counts => counts.running, always: true },
  { state: 'QUEUED', of: counts => counts.waiting, also: ['PENDING'], always: true },
  { state: 'HELD', of: counts => counts.held },
  { state: 'SKIPPED', of: counts => counts.skipped },
  { state: 'CANCELLED', of: counts => counts.cancelled },
];

/** How many are in each state; each is a filter of what is below. */
export function Counters({ counts, states, onStates }: CounterProps) {
  const t = useTexts();
  const s = useShared();
  const chosen = states.join(',');
  return (
    <div className="counters" role="group" aria-label={t('counters')}>
      <button type="button" className="counter" aria-pressed={chosen === ''} onClick={() => onStates([])}>
        <strong className="num">{counts.total}</strong>
        <span>{t('total')}</span>
      </button>
      {COUNTERS.map(({ state, of, also = [], always }) => {
        const value = of(counts);
        if (value === 0 && !always) return null;
        const own = [state, ...also];
        const look = lookOf('target', state);
        const on = chosen === own.join(',');
        return (
          <button key={state} type="button" className={`counter tone-${value > 0 ? look.tone : 'wait'}`} aria-pressed={on} onClick={() => onStates(on ? [] : own)}>
            <strong className="num">{value}</strong>
            <span>
              <span className="glyph" aria-hidden="true">
                {look.glyph}
              </span>{' '}
              {s(`target.${state}` as SharedKey)}
            </span>
          </button>
        );
      })}
    </div>
  );
}

/** The bar, how much is done, and when it will be over. */
export function Progress({ job, counts, waves }: { job: Job; counts: Counts; waves: JobWaves | null }) {
  const t = useTexts();
  const now = useNow();
  const [pace] = useState(() => new Pace());
  const moving = job.state === 'RUNNING' || job.state === 'CANCELLING';
  const begun = lastStep(job)?.started_at ?? null;
  useEffect(() => {
    if (moving) pace.note(Date.now(), counts.done);
  }, [pace, moving, counts.done, now]);
  const left = moving ? pace.remaining(counts.total, now, begun === null ? null : Date.parse(begun)) : null;
  const percent = counts.total === 0 ? 0 : Math.floor((100 * counts.done) / counts.total);
  return (
    <div className="progress">
      <p className="progress-line">
        <strong className="num">{`${counts.done} / ${counts.total}`}</strong>
        <span className="num muted">{percent}%</span>
        <span className="progress-space" />
        {waves !== null && (
          <>
            <span className={waves.failures > waves.max_failures ? 'num tone-bad' : 'num muted'}>
              {t('budget', { n: waves.failures, max: waves.max_failures })}
            </span>
            <span className="num muted">{t('parallel', { n: waves.parallel })}</span>
          </>
        )}
        {left !== null && !isOver(job.state) && (
          <span className="num">{left < 1_500 ? t('eta.soon') : t('eta', { span: exactSpan(Math.max(left, 1_000)) })}</span>
        )}
      </p>
      <Bar portions={portions(counts)} total={counts.total} label={`${counts.done}/${counts.total} ${t('done')}`} />
    </div>
  );
}

export function PauseBanner({ job }: { job: Job }) {
  const t = useTexts();
  const pause = job.state === 'PAUSED' ? job.pause : null;
  if (pause == null) return null;
  return (
    <div className="pause tone-warn" role="status">
      <span className="glyph" aria-hidden="true">
        =
      </span>
      <strong>{t(`pause.${pause.reason}`, { wave: pause.wave, who: pause.by ?? '' })}</strong>
      <span>
        {t('pause.since')} <TimeText at={pause.since} />
      </span>
      {pause.until != null && (
        <span>
          {t('pause.until')} <TimeText at={pause.until} />
        </span>
      )}
    </div>
  );
}

const SPEAK_MS = 10_000;

/** One summary for those who listen, at most every ten seconds. */
export function Spoken({ job, counts }: { job: Job; counts: Counts }) {
  const t = useTexts();
  const s = useShared();
  const text = t('summary', {
    state: s(`job.${job.state}` as SharedKey),
    total: counts.total,
    ok: counts.succeeded,
    bad: counts.failed + counts.unknown,
    running: counts.running,
    waiting: counts.waiting + counts.held,
  });
  const [said, setSaid] = useState(text);
  const latest = useRef(text);
  useEffect(() => {
    latest.current = text;
  });
  useEffect(() => {
    const timer = setInterval(() => setSaid(latest.current), SPEAK_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="sr-only" role="status" aria-live="polite">
      {isOver(job.state) ? text : said}
    </p>
  );
}
