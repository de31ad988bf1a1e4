/** The acts on a job, their calls and their commands. */
import { buildUrl } from '../../api/client';
import type { Job, Schemas, StepKind, TargetLine } from '../../api/types';
import { isOver } from '../../parts/jobs';
import type { Command } from '../../parts/commands';

/** Which of what did not succeed a retry is about; absent: all of it. */
export type RetryChoice = Schemas['RetryRequest'];

export type ActName = 'pause' | 'resume' | 'cancel' | 'retry' | 'skip';

export const PATHS = {
  pause: '/api/v1/jobs/{id}/pause',
  resume: '/api/v1/jobs/{id}/resume',
  cancel: '/api/v1/jobs/{id}/cancel',
  retry: '/api/v1/jobs/{id}/retry',
  skip: '/api/v1/jobs/{id}/waves/{wave}/skip',
} as const;

function cliOf(name: ActName, id: string, wave: number, choice: RetryChoice | undefined): string[] {
  if (name === 'retry' && choice) {
    return ['job', 'retry', id, ...(choice.ips ? ['--ips', choice.ips.join(',')] : []), ...(choice.codes ? ['--codes', choice.codes.join(',')] : [])];
  }
  if (name === 'skip') return ['wave', 'skip', id, String(wave)];
  return name === 'pause' || name === 'resume' ? ['wave', name, id] : ['job', name, id];
}

export function commandOf(job: Job, name: ActName, wave = 0, choice?: RetryChoice): Command {
  return {
    method: 'POST',
    url: buildUrl(PATHS[name], { id: job.job_id, wave }),
    ...(choice ? { body: choice } : {}),
    cli: cliOf(name, job.job_id, wave, choice),
  };
}

/** Why nothing can be retried now; null where it can. */
export function whyNoRetry(job: Job, failed: number): 'why.retry.good' | 'why.retry.open' | null {
  if (job.state === 'SUCCEEDED' || (failed === 0 && job.state === 'PAUSED')) return 'why.retry.good';
  return isOver(job.state) || job.state === 'PAUSED' ? null : 'why.retry.open';
}

/** Why some of a step's targets cannot be retried by themselves. */
export function whyNoPart(job: Job, step: StepKind | null, failed: number): 'why.retry.good' | 'why.retry.open' | 'why.retry.step' | null {
  // What comes before the hosts is of use to all of them, so it is repeated whole.
  return step === job.steps.at(-1)?.kind ? whyNoRetry(job, failed) : 'why.retry.step';
}

/** Whether a retry would take it: of a paused job only what failed, for the rest is still to come. */
export function isRetryable(line: TargetLine, job: Job): boolean {
  if (line.state === 'FAILED' || line.state === 'UNKNOWN') return true;
  return isOver(job.state) && (line.state === 'SKIPPED' || line.state === 'CANCELLED');
}

export function actKey(name: ActName) {
  return name === 'skip' ? 'wave.skip' : (`act.${name}` as const);
}

