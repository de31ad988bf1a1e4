import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useMemo, useRef } from 'react';
import type { Job, JobWaves, Target } from '../../api/types';
import { useFilter, useListFilter } from '../../parts/filters';
import { isOver } from '../../parts/jobs';
import { Nothing } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { lookOf } from '../../parts/states';
import { clock, exactSpan } from '../../parts/time';
import { useNow } from '../../parts/TimeText';
import { useShared, type SharedKey } from '../../texts';
import { useTexts } from './texts';
import { tileLabel } from './Tiles';
import { flowOf, inRound, isBad, markOf, place, rangeOf, rowsOf, ticks, tookOf, type Flow, type Mark, type Order, type Range, type Row } from './timeline';
import { readTargets } from './useJob';
import './timeline.css';

const AGAIN_MS = 10_000;
const ROW_PX = 24;
const PARTS = 120;
const TICKS = 7;
const ORDERS: Order[] = ['', 'slow', 'begin'];

/** How many were at work, as an area; where some ended without success, a mark below it. */
function FlowChart({ flow, label }: { flow: Flow; label?: string }) {
  const parts = flow.atWork.length;
  const path = flow.atWork.map((count, at) => `L${at} ${1 - count / flow.most} L${at + 1} ${1 - count / flow.most}`).join(' ');
  return (
    <svg className="tl-flow" viewBox={`0 0 ${parts} 1`} preserveAspectRatio="none" {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}>
      <path className="tl-area" d={`M0 1 ${path} L${parts} 1 Z`} />
      {flow.bad.map((count, at) => count > 0 && <rect key={at} className="tl-bad" x={at} y={0.78} width={1} height={0.22} />)}
    </svg>
  );
}

/** Scale above the bars: spans since the begin, and when that was. */
function Axis({ range }: { range: Range }) {
  const t = useTexts();
  return (
    <div className="tl-line tl-axis">
      <span className="tl-name muted">{t('tl.from', { at: clock(range.from) })}</span>
      <span className="tl-track">
        {ticks(range, TICKS).map(at => (
          <span key={at} className="tl-tick num" style={{ left: `${(100 * at) / (range.to - range.from)}%` }}>
            {at === 0 ? '0' : exactSpan(at)}
          </span>
        ))}
      </span>
      <span className="tl-took muted">{t('drawer.took')}</span>
    </div>
  );
}

interface LineProps {
  row: Row;
  range: Range;
  now: number;
  onOpen: (targetId: string) => void;
  onTurn: (key: string) => void;
}

function times(from: number | null, to: number | null): string {
  return from === null ? '' : `${clock(from)} – ${to === null ? '…' : clock(to)}`;
}

function TargetLine({ mark, deep, range, now, onOpen }: { mark: Mark; deep: boolean; range: Range; now: number; onOpen: (targetId: string) => void }) {
  const s = useShared();
  const { target, from, to } = mark;
  const look = lookOf('target', target.state);
  const bar = place(from, to, range, now);
  const took = tookOf(mark, now);
  const line = { ...target, failure_code: target.failure?.code ?? null };
  const label = [tileLabel(line, s), times(from, to), took === null ? '' : exactSpan(took)].filter(text => text !== '').join(', ');
  return (
    <button type="button" className="tl-line tl-target" aria-label={label} title={label} onClick={() => onOpen(target.target_id)}>
      <span className={deep ? 'tl-name mono deep' : 'tl-name mono'}>
        <span className={`glyph tone-${look.tone}`}>{look.glyph}</span> {target.key}
      </span>
      <span className="tl-track">
        {target.attempts.map(attempt => {
          const ended = place(Date.parse(attempt.ended_at), Date.parse(attempt.ended_at), range, now);
          return ended && <span key={attempt.attempt} className={`tl-attempt tone-${lookOf('target', attempt.state).tone}`} style={{ left: `${ended.left}%` }} />;
        })}
        {bar && <span className={`tl-bar tone-${look.tone}${to === null ? ' busy' : ''}`} style={{ left: `${bar.left}%`, width: `${bar.width}%` }} />}
      </span>
      <span className="tl-took num">{took === null ? '' : exactSpan(took)}</span>
    </button>
  );
}

function GroupLine({ row, range, now, onTurn }: { row: Extract<Row, { kind: 'group' }>; range: Range; now: number; onTurn: (key: string) => void }) {
  const t = useTexts();
  const { group, marks } = row;
  const name = group.wave === null ? (group.name ?? t(group.key === 'rest' ? 'wave.rest' : 'hosts')) : t('wave', { n: group.wave.number });
  const own = rangeOf(marks, now);
  const bad = marks.filter(mark => isBad(mark.target)).length;
  const label = `${name}, ${t('tl.count', { count: marks.length })}${bad > 0 ? `, ✗ ${bad}` : ''}`;
  return (
    <button type="button" className="tl-line tl-group" aria-expanded={row.open} aria-label={label} onClick={() => onTurn(row.key)}>
      <span className="tl-name">
        <span className="glyph" aria-hidden="true">
          {row.open ? '▾' : '▸'}
        </span>{' '}
        {name} <span className="muted num">{marks.length}</span> {bad > 0 && <span className="num tone-bad">✗ {bad}</span>}
      </span>
      <span className="tl-track">{own && <FlowChart flow={flowOf(marks, range, now, PARTS)} />}</span>
      <span className="tl-took num">{own && exactSpan(own.to - own.from)}</span>
    </button>
  );
}

const Line = memo(function Line({ row, range, now, onOpen, onTurn }: LineProps) {
  const s = useShared();
  if (row.kind === 'target') return <TargetLine mark={row.mark} deep={row.deep} range={range} now={now} onOpen={onOpen} />;
  if (row.kind === 'group') return <GroupLine row={row} range={range} now={now} onTurn={onTurn} />;
  const look = lookOf('step', row.step.state);
  const bar = place(row.from, row.to, range, now);
  return (
    <div className="tl-line tl-step">
      <span className="tl-name">
        <span className={`glyph tone-${look.tone}`} aria-hidden="true">
          {look.glyph}
        </span>{' '}
        <strong>{s(`stepkind.${row.step.kind}` as SharedKey)}</strong> <span className="sr-only">{s(`step.${row.step.state}` as SharedKey)}</span>
        <span className="muted num tl-times">{times(row.from, row.to)}</span>
      </span>
      <span className="tl-track">{bar && <span className="tl-span" style={{ left: `${bar.left}%`, width: `${bar.width}%` }} />}</span>
      <span className="tl-took num">{row.from !== null && exactSpan((row.to ?? now) - row.from)}</span>
    </div>
  );
});

function Lines({ rows, range, now, onOpen, onTurn }: { rows: Row[]; range: Range; now: number; onOpen: (targetId: string) => void; onTurn: (key: string) => void }) {
  const t = useTexts();
  const box = useRef<HTMLDivElement>(null);
  const shown = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    getItemKey: at => rows[at]?.key ?? at,
  });
  return (
    <div ref={box} className="tl-lines" tabIndex={0} role="region" aria-label={t('tab.timeline')}>
      <div style={{ position: 'relative', height: shown.getTotalSize() }}>
        {shown.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          return (
            row && (
              <div key={key} className="tl-place" style={{ transform: `translateY(${start}px)` }}>
                <Line row={row} range={range} now={now} onOpen={onOpen} onTurn={onTurn} />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

function Picture({ job, targets, waves, onOpen }: { job: Job; targets: Target[]; waves: JobWaves | null; onOpen: (targetId: string) => void }) {
  const t = useTexts();
  const over = isOver(job.state);
  const second = useNow();
  // A job that is over does not move.
  const now = over && job.finished_at != null ? Date.parse(job.finished_at) : second;
  const [all, setAll] = useFilter('rounds');
  const [asked, setOrder] = useFilter('order');
  const [turned, setTurned] = useListFilter('groups');
  const order = ORDERS.find(each => each === asked) ?? '';
  const turns = turned.join(',');
  const marks = useMemo(() => {
    const whole = targets.map(markOf);
    return all === 'all' || job.round === 1 ? whole : inRound(whole, job);
  }, [targets, all, job]);
  const rows = useMemo(() => rowsOf({ job, marks, waves: waves?.waves ?? null, order, turned: turns === '' ? [] : turns.split(','), now }), [job, marks, waves, order, turns, now]);
  const begun = rangeOf(marks, now);
  if (begun === null) return <Nothing text={t('tl.none')} />;
  const floor = job.round > 1 && all !== 'all' && job.started_at != null ? Math.max(begun.from, Date.parse(job.started_at)) : begun.from;
  const range = { from: floor, to: Math.max(begun.to, floor + 1_000) };
  const hosts = marks.filter(mark => mark.target.step === job.steps.at(-1)?.kind);
  const flow = flowOf(hosts, range, now, PARTS);
  const turn = (key: string) => setTurned(turned.includes(key) ? turned.filter(each => each !== key) : [...turned, key]);
  return (
    <section className="panel flush tl">
      <div className="toolbar tl-bar-top">
        <div className="chips" role="group" aria-label={t('tl.order')}>
          {ORDERS.map(each => (
            <button key={each} type="button" className="chip" aria-pressed={each === order} onClick={() => setOrder(each)}>
              {t(`tl.order.${each === '' ? 'job' : each}`)}
            </button>
          ))}
        </div>
        {job.round > 1 && (
          <div className="chips" role="group" aria-label={t('tl.rounds')}>
            <button type="button" className="chip" aria-pressed={all !== 'all'} onClick={() => setAll('')}>
              {t('tl.round', { n: job.round })}
            </button>
            <button type="button" className="chip" aria-pressed={all === 'all'} onClick={() => setAll('all')}>
              {t('tl.allrounds')}
            </button>
          </div>
        )}
      </div>
      <div className="tl-head">
        <div className="tl-line tl-top">
          <span className="tl-name muted">{t('tl.atwork', { most: flow.most })}</span>
          <span className="tl-track">
            <FlowChart flow={flow} label={t('tl.flow', { most: flow.most, bad: flow.bad.reduce((sum, count) => sum + count, 0) })} />
          </span>
          <span className="tl-took num">{exactSpan(range.to - range.from)}</span>
        </div>
        <Axis range={range} />
      </div>
      <Lines rows={rows} range={range} now={now} onOpen={onOpen} onTurn={turn} />
    </section>
  );
}

interface Props {
  job: Job;
  waves: JobWaves | null;
  onOpen: (targetId: string) => void;
}

/** When each step, wave and target began and ended. The stream carries no times, so the targets are read now and then. */
export function Timeline({ job, waves, onOpen }: Props) {
  const t = useTexts();
  const over = isOver(job.state);
  const { data, error, refetch } = useQuery({
    queryKey: ['timeline', job.job_id, job.round, over],
    queryFn: () => readTargets(job.job_id),
    refetchInterval: over ? false : AGAIN_MS,
    staleTime: AGAIN_MS / 2,
    placeholderData: before => before,
  });
  if (error && !data) return <ProblemText error={error} onRetry={() => void refetch()} />;
  if (!data) return <p className="muted">{t('reading')}</p>;
  return <Picture job={job} targets={data} waves={waves} onOpen={onOpen} />;
}
