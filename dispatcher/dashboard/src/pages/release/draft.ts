import type { Schemas } from '../../api/types';
import { NO_WAVES, WAVE_FIELDS, wavesBody, wavesCli, words, type WavesDraft } from '../../forms/waves';

export type PlanRequest = Schemas['ReleasePlanRequest'];

/** Paths of the fields that the forms of a plan show. */
export const PLAN_FIELDS = [
  ...['app_type', 'version', 'servers', 'processes', 'at_once', 'kept', 'adopt', 'silence', 'rollback_of', 'waves'].map(field => [field]),
  ...WAVE_FIELDS.map(field => ['waves', field]),
];

export interface Draft {
  appType: string;
  version: string;
  servers: string[];
  waves: WavesDraft;
  processes: '' | 'as_before' | 'running' | 'untouched';
  atOnce: string;
  kept: string;
  adopt: boolean;
  silence: '' | 'yes' | 'no';
}

export const EMPTY: Draft = {
  appType: '',
  version: '',
  servers: [],
  waves: { ...NO_WAVES, on: true },
  processes: '',
  atOnce: '',
  kept: '',
  adopt: false,
  silence: '',
};

function options(draft: Draft): PlanRequest {
  const waves = wavesBody(draft.waves);
  return {
    ...(waves === undefined || Object.keys(waves).length === 0 ? {} : { waves }),
    ...(draft.processes === '' ? {} : { processes: draft.processes }),
    ...(draft.atOnce.trim() === '' ? {} : { at_once: Number(draft.atOnce) }),
    ...(draft.kept.trim() === '' ? {} : { kept: words(draft.kept) }),
    ...(draft.adopt ? { adopt: true } : {}),
    ...(draft.silence === '' ? {} : { silence: draft.silence === 'yes' }),
  };
}

/** A plan of a version for chosen game servers. */
export function releaseRequest(draft: Draft, ids: string[]): PlanRequest {
  return { app_type: draft.appType, version: draft.version, servers: { ids }, ...options(draft) };
}

/** A plan that undoes a release; without a version it takes what most of its game servers ran before. */
export function rollbackRequest(draft: Draft, job: string): PlanRequest {
  return { purpose: 'rollback', rollback_of: job, ...(draft.version === '' ? {} : { version: draft.version }), ...options(draft) };
}

function optionWords(request: PlanRequest): string[] {
  return [
    ...wavesCli(request.waves),
    ...(request.kept ?? []).flatMap(name => ['--keep', name]),
    ...(request.processes == null ? [] : ['--processes', request.processes]),
    ...(request.adopt ? ['--adopt'] : []),
    ...(request.at_once == null ? [] : ['--at-once', String(request.at_once)]),
    ...(request.silence == null ? [] : [request.silence ? '--silence' : '--no-silence']),
  ];
}

export function releaseCli(request: PlanRequest, project: string, area: string): string[] {
  if (request.purpose === 'rollback') {
    return ['release', 'rollback', request.rollback_of ?? '', ...(request.version == null ? [] : ['--to', request.version]), ...optionWords(request), '--dry-run'];
  }
  return ['release', 'plan', project, area, '--type', request.app_type ?? '', '--version', request.version ?? '', '--server', (request.servers?.ids ?? []).join(','), ...optionWords(request)];
}

export type Missing = 'type' | 'version' | 'ready' | 'servers';

export function missing(draft: Draft, ready: boolean, servers: number): Missing | null {
  if (draft.appType.trim() === '') return 'type';
  if (draft.version.trim() === '') return 'version';
  if (!ready) return 'ready';
  return servers === 0 ? 'servers' : null;
}
