/** A job over time: what the rows of its picture are, and where their bars begin and end. */
import type { Job, JobWave, Step, StepKind, Target, TargetLine } from '../../api/types';
import { groupTiles, type TileGroup } from './groups';

/** Milliseconds since 1970. */
export interface Range {
  from: number;
  to: number;
}

/** One target on the picture; `to` is null while it is at work, both are null before it begins. */
export interface Mark {
  target: Target;
  from: number | null;
  to: number | null;
}

export type Order = '' | 'slow' | 'begin';

export type Row =
  | { kind: 'step'; key: string; step: Step; from: number | null; to: number | null }
  | { kind: 'group'; key: string; step: StepKind; group: TileGroup; marks: Mark[]; open: boolean }
  | { kind: 'target'; key: string; mark: Mark; deep: boolean };

/** Above that many targets of a step its groups are closed until somebody opens them. */
export const OPEN_UP_TO = 120;

const SHORTEST_MS = 1_000;

function ms(at: string | null | undefined): number | null {
  return at == null ? null : Date.parse(at);
}

export function markOf(target: Target): Mark {
  const from = ms(target.started_at);
  const to = ms(target.finished_at);
  // What never began, such as one that was skipped, ended at a point.
  return { target, from: from ?? to, to };
}

/** Only what belongs to the round that is on: what it left as it was ended before it. */
export function inRound(marks: Mark[], job: Job): Mark[] {
  const began = ms(job.started_at);
  if (began === null) return marks;
  return marks.filter(mark => mark.to === null || mark.to >= began);
}

/** From the first begin to the last end, or to `now` where something is at work; null where nothing has begun. */
export function rangeOf(marks: Mark[], now: number): Range | null {
  let from = Infinity;
  let to = -Infinity;
  for (const mark of marks) {
    if (mark.from === null) continue;
    from = Math.min(from, mark.from);
    to = Math.max(to, mark.to ?? now);
  }
  return from === Infinity ? null : { from, to: Math.max(to, from + SHORTEST_MS) };
}

/** How long it took, or has taken so far. */
export function tookOf(mark: Mark, now: number): number | null {
  return mark.from === null ? null : Math.max(0, (mark.to ?? now) - mark.from);
}

/** Place of a bar in per cent of the range; what sticks out is cut. Null where it is outside. */
export function place(from: number | null, to: number | null, range: Range, now: number): { left: number; width: number } | null {
  if (from === null) return null;
  const end = to ?? now;
  if (end < range.from || from > range.to) return null;
  const whole = range.to - range.from;
  const left = Math.max(0, (from - range.from) / whole);
  const right = Math.min(1, (end - range.from) / whole);
  return { left: 100 * left, width: 100 * Math.max(0, right - left) };
}

const TICKS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400, 604_800].map(seconds => seconds * 1_000);

/** Round spans after the begin, at most `most` of them, the first one zero. */
export function ticks(range: Range, most: number): number[] {
  const whole = range.to - range.from;
  const step = TICKS_MS.find(each => whole / each <= most - 1) ?? Math.ceil(whole / (most - 1));
  const found: number[] = [];
  for (let at = 0; at <= whole; at += step) found.push(at);
  return found;
}

/** What went on in equal parts of the range. */
export interface Flow {
  /** At work, at most, in each part. */
  atWork: number[];
  /** Ended without success in each part. */
  bad: number[];
  most: number;
}

export function isBad(target: Pick<Target, 'state'>): boolean {
  return target.state === 'FAILED' || target.state === 'UNKNOWN';
}

export function flowOf(marks: Mark[], range: Range, now: number, parts: number): Flow {
  const begins = new Array<number>(parts + 1).fill(0);
  const bad = new Array<number>(parts).fill(0);
  const part = (at: number) => Math.min(parts - 1, Math.max(0, Math.floor((parts * (at - range.from)) / (range.to - range.from))));
  for (const mark of marks) {
    if (mark.from === null) continue;
    const end = mark.to ?? now;
    if (end < range.from || mark.from > range.to) continue;
    const first = part(mark.from);
    const last = part(end);
    begins[first] = (begins[first] ?? 0) + 1;
    begins[last + 1] = (begins[last + 1] ?? 0) - 1;
    if (mark.to !== null && isBad(mark.target)) bad[last] = (bad[last] ?? 0) + 1;
  }
  const atWork: number[] = [];
  let now_ = 0;
  for (let at = 0; at < parts; at++) {
    now_ += begins[at] ?? 0;
    atWork.push(now_);
  }
  return { atWork, bad, most: Math.max(1, ...atWork) };
}

function sorted(marks: Mark[], order: Order, now: number): Mark[] {
  if (order === 'slow') return [...marks].sort((a, b) => (tookOf(b, now) ?? -1) - (tookOf(a, now) ?? -1));
  return [...marks].sort((a, b) => (a.from ?? Infinity) - (b.from ?? Infinity));
}

interface RowsOf {
  job: Job;
  marks: Mark[];
  waves: JobWave[] | null;
  order: Order;
  /** Keys of groups that are not as they are by themselves. */
  turned: string[];
  now: number;
}

/** The rows of the picture: in the order of the job step, group, target; in another order the targets alone. */
export function rowsOf({ job, marks, waves, order, turned, now }: RowsOf): Row[] {
  if (order !== '') return sorted(marks, order, now).map(mark => ({ kind: 'target', key: mark.target.target_id, mark, deep: false }));
  const rows: Row[] = [];
  for (const step of job.steps) {
    const own = marks.filter(mark => mark.target.step === step.kind);
    if (own.length === 0) continue;
    rows.push({ kind: 'step', key: step.kind, step, from: ms(step.started_at), to: ms(step.finished_at) });
    const byId = new Map(own.map(mark => [mark.target.target_id, mark]));
    const last = step === job.steps.at(-1);
    const groups = groupTiles(own.map(mark => mark.target as TargetLine), last ? waves : null).filter(group => group.lines.length > 0);
    const open = own.length <= OPEN_UP_TO;
    for (const group of groups) {
      const members = group.lines.flatMap(line => byId.get(line.target_id) ?? []);
      const alone = groups.length === 1 && open;
      const key = `${step.kind}-${group.key}`;
      const shown = alone || open !== turned.includes(key);
      if (!alone) rows.push({ kind: 'group', key, step: step.kind, group, marks: members, open: shown });
      if (shown) rows.push(...members.map(mark => ({ kind: 'target' as const, key: mark.target.target_id, mark, deep: !alone })));
    }
  }
  return rows;
}
