/** What pages say of jobs: names, counts, spans. */
import type { Job, JobState, Step, TargetState } from '../api/types';
import type { SharedKey, Translate } from '../texts';
import type { sharedZh } from '../texts/shared.zh';
import type { Portion } from './Bar';

export const OPEN: JobState[] = ['ACCEPTED', 'RUNNING', 'PAUSED', 'CANCELLING'];

export function isOver(state: JobState): boolean {
  return !OPEN.includes(state);
}

/** `服务 重启`, `回滚`, `热更新`. */
export function jobName(job: Job, t: Translate<typeof sharedZh>): string {
  if (job.kind === 'RELEASE' && job.purpose != null) return t(`purpose.${job.purpose}` as SharedKey);
  const name = t(`kind.${job.kind}` as SharedKey);
  return job.kind === 'SERVICE' && job.action != null ? `${name} ${t(`service.${job.action}` as SharedKey)}` : name;
}

/** Empty where a job carries none: services and comparisons. */
export function jobVersion(job: Job): string {
  return job.kind === 'SERVICE' || job.kind === 'DRIFT' ? '' : job.version;
}

/** The step that reaches the hosts: the last one. */
export function lastStep(job: Job): Step | null {
  return job.steps.at(-1) ?? null;
}

export interface Counts {
  total: number;
  succeeded: number;
  failed: number;
  unknown: number;
  running: number;
  waiting: number;
  held: number;
  skipped: number;
  cancelled: number;
  /** Those that are over, well or not. */
  done: number;
}

export function tally(counts: Partial<Record<TargetState, number>> | null | undefined, total: number): Counts {
  const of = (state: TargetState) => counts?.[state] ?? 0;
  const over = of('SUCCEEDED') + of('FAILED') + of('UNKNOWN') + of('SKIPPED') + of('CANCELLED');
  return {
    total,
    succeeded: of('SUCCEEDED'),
    failed: of('FAILED'),
    unknown: of('UNKNOWN'),
    running: of('RUNNING'),
    waiting: of('PENDING') + of('QUEUED'),
    held: of('HELD'),
    skipped: of('SKIPPED'),
    cancelled: of('CANCELLED'),
    done: over,
  };
}

export function portions(counts: Counts): Portion[] {
  return [
    { tone: 'ok', value: counts.succeeded },
    { tone: 'bad', value: counts.failed },
    { tone: 'unknown', value: counts.unknown },
    { tone: 'warn', value: counts.cancelled },
    { tone: 'run', value: counts.running },
  ];
}

/** Milliseconds from its start to its end, or to `now`; null before its start. */
export function tookMs(job: Job, now: number): number | null {
  if (job.started_at == null) return null;
  const end = job.finished_at == null ? now : Date.parse(job.finished_at);
  return Math.max(0, end - Date.parse(job.started_at));
}
