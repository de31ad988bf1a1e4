import type { Schemas } from '../api/types';

export interface WavesDraft {
  on: boolean;
  canary: string;
  sizes: string;
  parallel: string;
  between: '' | 'continue' | 'confirm' | 'pause';
  pause_seconds: string;
  max_failures: string;
  labels_first: string;
  roles: string;
}

export const NO_WAVES: WavesDraft = {
  on: false,
  canary: '',
  sizes: '',
  parallel: '',
  between: '',
  pause_seconds: '',
  max_failures: '',
  labels_first: '',
  roles: '',
};

export const WAVE_FIELDS = ['canary', 'sizes', 'parallel', 'between', 'pause_seconds', 'max_failures', 'labels_first', 'roles'] as const;

export function words(text: string): string[] {
  return text.split(/[\s,;，、]+/).filter(word => word !== '');
}

/** What a request says under `waves`; what is left empty is left to the server. */
export function wavesBody(draft: WavesDraft): Schemas['Waves'] | undefined {
  if (!draft.on) return undefined;
  const body: Schemas['Waves'] = {};
  if (words(draft.canary).length > 0) body.canary = words(draft.canary);
  if (words(draft.sizes).length > 0) body.sizes = words(draft.sizes);
  if (draft.parallel.trim() !== '') body.parallel = Number(draft.parallel);
  if (draft.between !== '') body.between = draft.between;
  if (draft.between === 'pause' && draft.pause_seconds.trim() !== '') body.pause_seconds = Number(draft.pause_seconds);
  if (draft.max_failures.trim() !== '') body.max_failures = draft.max_failures.trim();
  if (words(draft.labels_first).length > 0) body.labels_first = words(draft.labels_first);
  if (words(draft.roles).length > 0) body.roles = words(draft.roles);
  return body;
}

/** The same as options of the terminal client. */
export function wavesCli(waves: Schemas['Waves'] | undefined): string[] {
  if (waves === undefined) return [];
  const options: string[] = [];
  if (waves.canary?.length) options.push('--canary', waves.canary.join(','));
  if (waves.sizes?.length) options.push('--sizes', waves.sizes.join(','));
  if (waves.labels_first?.length) options.push('--first', waves.labels_first.join(','));
  if (waves.roles?.length) options.push('--roles', waves.roles.join(','));
  if (waves.parallel !== undefined) options.push('--parallel', String(waves.parallel));
  if (waves.between != null) options.push('--between', waves.between === 'pause' ? `pause:${waves.pause_seconds ?? 60}` : waves.between);
  if (waves.max_failures != null) options.push('--max-failures', waves.max_failures);
  return options;
}
