import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client';
import { Problem } from '../../api/problem';
import type { Job, JobState, Overview } from '../../api/types';

const EVERY_MS = 5_000;
const DAY_MS = 86_400_000;
const SHOWN = 50;

/** Of a server that has no overview yet: made of the lists that it has. */
async function composed(project: string | null, signal: AbortSignal): Promise<Overview> {
  const jobs = (state: JobState[]) =>
    call('get', '/api/v1/jobs', { query: { state, limit: SHOWN, ...(project === null ? {} : { project: [project] }) }, signal });
  const [running, paused, failed, workers] = await Promise.all([
    jobs(['ACCEPTED', 'RUNNING', 'CANCELLING']),
    jobs(['PAUSED']),
    jobs(['FAILED', 'PARTIAL']),
    call('get', '/api/v1/workers', { signal }),
  ]);
  const late = failed.jobs.filter((job: Job) => Date.now() - Date.parse(job.finished_at ?? job.created_at) < DAY_MS);
  const ready = workers.workers.filter(worker => worker.alive).length;
  return {
    running: running.jobs,
    paused: paused.jobs,
    failed_24h: { count: late.length, jobs: late },
    waiting_for_me: [],
    workers: { ready, lost: workers.workers.length - ready },
    queues: [],
    problems: [],
  };
}

function only(overview: Overview, project: string | null): Overview {
  if (project === null) return overview;
  const own = <T extends { project: string | null }>(list: T[]) => list.filter(each => each.project === project || each.project === null);
  const failed = own(overview.failed_24h.jobs);
  const whole = failed.length === overview.failed_24h.jobs.length;
  return {
    ...overview,
    running: own(overview.running),
    paused: own(overview.paused),
    failed_24h: { count: whole ? overview.failed_24h.count : failed.length, jobs: failed },
    waiting_for_me: own(overview.waiting_for_me),
    queues: own(overview.queues),
  };
}

let missing = false;

export function useOverview(project: string | null) {
  return useQuery<Overview, Problem>({
    queryKey: ['overview', project],
    refetchInterval: EVERY_MS,
    placeholderData: before => before,
    queryFn: async ({ signal }) => {
      if (missing) return composed(project, signal);
      try {
        return only(await call('get', '/api/v1/overview', { signal }), project);
      } catch (error) {
        if (!(error instanceof Problem) || error.status !== 404) throw error;
        missing = true;
        return composed(project, signal);
      }
    },
  });
}
