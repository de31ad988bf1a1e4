import { buildUrl, send } from '../../api/client';
import type { Schemas } from '../../api/types';

export type Format = 'yaml' | 'json' | 'python';

const TYPES: Record<Format, string> = { yaml: 'application/yaml', json: 'application/json', python: 'text/x-python' };

/** By the name of the file, else by what the text begins with. */
export function guessFormat(text: string, name = ''): Format {
  if (name.endsWith('.py')) return 'python';
  if (name.endsWith('.json')) return 'json';
  if (/\.ya?ml$/.test(name)) return 'yaml';
  if (/^\s*\{/.test(text)) return 'json';
  return /^\s*(RSYNC_MAP|RSYNC_MANAGERS|PROJECT_CELERY_QUEUE_MAP)\s*=/m.test(text) ? 'python' : 'yaml';
}

/** What a set-up would change, or has changed; all of it or nothing. */
export async function importSetup(text: string, format: Format, dryRun: boolean, move: boolean): Promise<Schemas['OnboardingResult']> {
  const url = buildUrl('/api/v1/onboarding', {}, { ...(dryRun ? { dry_run: true } : {}), ...(move ? { move: true } : {}) });
  const answer = await send(url, { method: 'PUT', body: text, headers: { 'Content-Type': TYPES[format], Accept: 'application/json, application/problem+json' } });
  return (await answer.json()) as Schemas['OnboardingResult'];
}

/** The set-up as YAML; of one project only it and its queues. */
export async function exportSetup(project: string | null): Promise<string> {
  const url = buildUrl('/api/v1/onboarding', {}, project === null ? {} : { project });
  const answer = await send(url, { headers: { Accept: 'application/yaml, application/problem+json' } });
  return answer.text();
}

/** Gives a text to the browser as a file. */
export function saveFile(text: string, name: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
