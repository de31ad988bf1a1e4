import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { call } from '../../api/client';
import { useGet } from '../../api/hooks';
import type { Problem } from '../../api/problem';
import type { PulledFile, UpdateKind } from './draft';

/** 500 files each; a version of more is not one that people choose files of. */
const MOST_PAGES = 20;
const LAST_JOBS = 100;

async function readFiles(id: string, signal: AbortSignal): Promise<PulledFile[]> {
  const all: PulledFile[] = [];
  for (let page = 0; page < MOST_PAGES; page++) {
    const part = await call('get', '/api/v1/jobs/{id}/files', { path: { id }, query: { page }, signal });
    all.push(...part.files);
    if (page + 1 >= part.pages) break;
  }
  return all;
}

/** The file list of a finished pull. */
export function usePulledFiles(jobId: string | null): UseQueryResult<PulledFile[], Problem> {
  return useQuery<PulledFile[], Problem>({
    queryKey: ['pulled', jobId],
    queryFn: ({ signal }) => readFiles(jobId ?? '', signal),
    enabled: jobId !== null,
    staleTime: Infinity,
  });
}

export interface Before {
  jobId: string;
  version: string;
  md5: ReadonlyMap<string, string>;
}

/** The list of the update that last reached this area; null where there is none, or nothing is kept of it. */
export function useFilesBefore(project: string, area: string, kind: UpdateKind, enabled: boolean): Before | null {
  const jobs = useGet('/api/v1/jobs', {
    query: { project: [project], state: ['SUCCEEDED', 'PARTIAL'], limit: LAST_JOBS },
    enabled,
    fresh: 60_000,
  });
  const wanted = kind === 'client' ? 'CLIENT_UPDATE' : 'HOT_UPDATE';
  const last = jobs.data?.jobs.find(job => job.kind === wanted && job.area === area) ?? null;
  // The page and the CMDB pull under the uuid of the update, so that this list is the whole version it chose from.
  const files = usePulledFiles(last === null ? null : `pull-${last.uuid}`);
  if (last === null || !files.data) return null;
  return { jobId: last.job_id, version: last.version, md5: new Map(files.data.map(file => [file.name, file.md5])) };
}

/** Versions of the last jobs, newest first, for the box one types a version into. */
export function useRecentVersions(project: string): string[] {
  const jobs = useGet('/api/v1/jobs', { query: { project: [project], limit: LAST_JOBS }, fresh: 60_000, enabled: project !== '' });
  return [...new Set((jobs.data?.jobs ?? []).filter(job => ['HOT_UPDATE', 'CLIENT_UPDATE', 'FILE_PULL'].includes(job.kind)).map(job => job.version))].slice(0, 20);
}
