/** How a state looks: a colour, a glyph and a word together, so that none of them has to be told by colour alone. */
import type { SharedKey } from '../texts';

export type Tone = 'ok' | 'bad' | 'warn' | 'run' | 'wait' | 'unknown';

export interface Look {
  tone: Tone;
  glyph: string;
}

const ok: Look = { tone: 'ok', glyph: '✓' };
const bad: Look = { tone: 'bad', glyph: '✗' };
const running: Look = { tone: 'run', glyph: '▸' };
const queued: Look = { tone: 'wait', glyph: ':' };
const waiting: Look = { tone: 'wait', glyph: '·' };
const held: Look = { tone: 'wait', glyph: '_' };
const stopped: Look = { tone: 'warn', glyph: '/' };
const skipped: Look = { tone: 'wait', glyph: '−' };
const unknown: Look = { tone: 'unknown', glyph: '?' };
const partial: Look = { tone: 'warn', glyph: '!' };
const paused: Look = { tone: 'warn', glyph: '=' };

/** The signs are those of the terminal client (docs/cli.md). */
export const LOOKS = {
  job: {
    ACCEPTED: queued,
    RUNNING: running,
    PAUSED: paused,
    CANCELLING: stopped,
    SUCCEEDED: ok,
    PARTIAL: partial,
    FAILED: bad,
    CANCELLED: stopped,
  },
  target: {
    HELD: held,
    PENDING: waiting,
    QUEUED: queued,
    RUNNING: running,
    SUCCEEDED: ok,
    FAILED: bad,
    UNKNOWN: unknown,
    SKIPPED: skipped,
    CANCELLED: stopped,
  },
  step: {
    PENDING: waiting,
    RUNNING: running,
    SUCCEEDED: ok,
    PARTIAL: partial,
    FAILED: bad,
    SKIPPED: skipped,
    CANCELLED: stopped,
  },
  callback: { WAITING: queued, DELIVERED: ok, EXHAUSTED: bad },
  notice: { WAITING: queued, SENT: ok, FAILED: bad },
  approval: {
    WAITING: queued,
    APPROVED: ok,
    REJECTED: bad,
    WITHDRAWN: skipped,
    EXPIRED: skipped,
    VOID: stopped,
  },
  process: {
    RUNNING: ok,
    STARTING: running,
    STOPPING: running,
    STOPPED: skipped,
    EXITED: bad,
    BACKOFF: partial,
    FATAL: bad,
    UNKNOWN: unknown,
  },
  worker: { alive: ok, lost: bad },
  schedule: {
    WAITING: queued,
    STARTING: running,
    STARTED: ok,
    CANCELLED: stopped,
    MISSED: partial,
    REFUSED: bad,
  },
  plan: { OPEN: ok, USED: skipped, EXPIRED: stopped, VOID: bad },
  package: { PREPARING: running, READY: ok, FAILED: bad },
  installation: { current: ok, behind: partial, drifted: bad, unknown },
  drift: { same: ok, differs: bad, unknown, pending: waiting },
  health: { ok, waiting: queued, failing: bad },
  version: { present: ok, gone: skipped, replaced: stopped },
} as const satisfies Record<string, Record<string, Look>>;

export type Family = keyof typeof LOOKS;

/** A state that this page does not know yet, of a newer server, is shown as it is. */
export function lookOf(family: Family, state: string): Look {
  return (LOOKS[family] as Record<string, Look>)[state] ?? unknown;
}

export function wordKey(family: Family, state: string): SharedKey | null {
  return state in LOOKS[family] ? (`${family}.${state}` as SharedKey) : null;
}
