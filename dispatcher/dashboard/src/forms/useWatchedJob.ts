import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { call } from '../api/client';
import { getKey } from '../api/hooks';
import type { Problem } from '../api/problem';
import type { Job } from '../api/types';
import { isOver } from '../parts/jobs';

const EVERY_MS = 1_000;

/** A job that a form waits for, asked for every second until it is over. */
export function useWatchedJob(id: string | null): UseQueryResult<Job, Problem> {
  return useQuery<Job, Problem>({
    queryKey: getKey('/api/v1/jobs/{id}', { path: { id: id ?? '' } }),
    queryFn: ({ signal }) => call('get', '/api/v1/jobs/{id}', { path: { id: id ?? '' }, signal }),
    enabled: id !== null,
    refetchInterval: query => (query.state.data && isOver(query.state.data.state) ? false : EVERY_MS),
  });
}
