/** What the page knows of one job: merged from snapshots and batches, told to the page at most once a frame. */
import type { Job, StepKind, TargetLine, TargetState } from '../../api/types';
import { isOver } from '../../parts/jobs';

export type Paint = (paint: () => void) => void;

const perFrame: Paint = paint => void requestAnimationFrame(paint);

function same(a: TargetLine, b: TargetLine): boolean {
  return (
    a.state === b.state &&
    a.attempt === b.attempt &&
    (a.failure_code ?? null) === (b.failure_code ?? null) &&
    (a.worker ?? null) === (b.worker ?? null) &&
    a.files === b.files &&
    a.bytes === b.bytes &&
    a.progress?.done === b.progress?.done &&
    a.progress?.phase === b.progress?.phase
  );
}

export class JobStore {
  job: Job | null = null;
  /** By target id, in the order of the job. A line that does not change stays the same object. */
  readonly lines = new Map<string, TargetLine>();
  private ids = new Map<StepKind, string[]>();
  private readonly listeners = new Set<() => void>();
  private painted = 0;
  private asked = false;

  constructor(private readonly paint: Paint = perFrame) {}

  /** Everything, as the server has it now. What it does not have any more goes. */
  snapshot(job: Job, targets: TargetLine[]): void {
    this.job = job;
    const now = new Set(targets.map(target => target.target_id));
    for (const id of this.lines.keys()) if (!now.has(id)) this.lines.delete(id);
    targets.forEach(target => this.put(target));
    this.index();
    this.changed();
  }

  /** What changed since. */
  merge(targets: TargetLine[]): void {
    const before = this.lines.size;
    let any = false;
    for (const target of targets) any = this.put(target) || any;
    if (this.lines.size !== before) this.index();
    if (any) this.changed();
  }

  /** What it has become. An answer that was on its way while the stream told of the job's end is older than that: an end is final within a round. */
  setJob(job: Job): void {
    if (this.job !== null && isOver(this.job.state) && !isOver(job.state) && job.round <= this.job.round) return;
    this.job = job;
    this.changed();
  }

  /** The targets of a step, in the order of the job. */
  of(step: StepKind | null): TargetLine[] {
    const found: TargetLine[] = [];
    for (const id of this.ids.get(step ?? ('' as StepKind)) ?? []) {
      const line = this.lines.get(id);
      if (line) found.push(line);
    }
    return found;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Rises with every paint. */
  version = (): number => this.painted;

  /** @returns whether it is news */
  private put(target: TargetLine): boolean {
    const known = this.lines.get(target.target_id);
    // An answer that was on its way while a newer attempt began.
    if (known && (known.attempt > target.attempt || same(known, target))) return false;
    this.lines.set(target.target_id, target);
    return true;
  }

  private index(): void {
    this.ids = new Map();
    for (const [id, line] of this.lines) {
      const list = this.ids.get(line.step);
      if (list) list.push(id);
      else this.ids.set(line.step, [id]);
    }
  }

  private changed(): void {
    if (this.asked) return;
    this.asked = true;
    this.paint(() => {
      this.asked = false;
      this.painted += 1;
      this.listeners.forEach(listener => listener());
    });
  }
}

export function countStates(lines: TargetLine[]): Partial<Record<TargetState, number>> {
  const counts: Partial<Record<TargetState, number>> = {};
  for (const { state } of lines) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

export interface ErrorGroup {
  code: string;
  lines: TargetLine[];
}

/** What did not succeed, by code, the most frequent first. A target that is tried again is no error any more. */
export function groupErrors(lines: TargetLine[]): ErrorGroup[] {
  const groups = new Map<string, TargetLine[]>();
  for (const line of lines) {
    if (line.state !== 'FAILED' && line.state !== 'UNKNOWN') continue;
    const code = line.failure_code ?? line.state.toLowerCase();
    const list = groups.get(code);
    if (list) list.push(line);
    else groups.set(code, [line]);
  }
  return [...groups].map(([code, list]) => ({ code, lines: list })).sort((a, b) => b.lines.length - a.lines.length);
}
