/** The acts on a job, their calls and their commands. */
import { buildUrl } from '../../api/client';
import type { Job } from '../../api/types';
import type { Command } from '../../parts/commands';

export type ActName = 'pause' | 'resume' | 'cancel' | 'retry' | 'skip';

export const PATHS = {
  pause: '/api/v1/jobs/{id}/pause',
  resume: '/api/v1/jobs/{id}/resume',
  cancel: '/api/v1/jobs/{id}/cancel',
  retry: '/api/v1/jobs/{id}/retry',
  skip: '/api/v1/jobs/{id}/waves/{wave}/skip',
} as const;

function cliOf(name: ActName, id: string, wave: number): string[] {
  if (name === 'skip') return ['wave', 'skip', id, String(wave)];
  return name === 'pause' || name === 'resume' ? ['wave', name, id] : ['job', name, id];
}


export function commandOf(job: Job, name: ActName, wave = 0): Command {
  return { method: 'POST', url: buildUrl(PATHS[name], { id: job.job_id, wave }), cli: cliOf(name, job.job_id, wave) };
}

export function actKey(name: ActName) {
  return name === 'skip' ? 'wave.skip' : (`act.${name}` as const);
}

