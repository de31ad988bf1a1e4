import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { call } from '../../api/client';
import { useGet } from '../../api/hooks';
import { useLive, type Live } from '../../api/live';
import type { StreamEvent } from '../../api/stream';
import type { Job, Target, TargetLine } from '../../api/types';
import { isOver } from '../../parts/jobs';
import { JobStore } from './store';

const PAGE = 500;
const LATER_MS = 30_000;

function lineOf(target: Target): TargetLine {
  return { ...target, failure_code: target.failure?.code ?? null };
}

/** Every target of the job, page by page. */
export async function readTargets(id: string): Promise<Target[]> {
  const all: Target[] = [];
  for (let from: string | null | undefined = '0'; from != null; ) {
    const page: { targets: Target[]; next_page_token?: string | null } = await call('get', '/api/v1/jobs/{id}/targets', {
      path: { id },
      query: { limit: PAGE, page_token: from },
    });
    all.push(...page.targets);
    from = page.next_page_token;
  }
  return all;
}

export interface LiveJob {
  store: JobStore;
  job: Job | null;
  live: Live;
  /** Rises with every paint of what the store holds. */
  version: number;
  /** The answer to an act: shown at once, and the stream opened again where it was over. */
  acted: (job: Job) => void;
}

/** A job and its targets, live. The stream's snapshot and batches are merged; without a stream both are read again and again. */
export function useJob(id: string): LiveJob {
  const [store] = useState(() => new JobStore());
  const [epoch, setEpoch] = useState(0);
  const streaming = useRef(0);
  const version = useSyncExternalStore(store.subscribe, store.version);

  const onEvent = useCallback(
    (event: StreamEvent) => {
      streaming.current += 1;
      const data: unknown = JSON.parse(event.data);
      if (event.event === 'snapshot') {
        const { job, targets } = data as { job: Job; targets: TargetLine[] };
        store.snapshot(job, targets);
      } else if (event.event === 'target') {
        store.merge((data as { targets: TargetLine[] }).targets);
      } else if (event.event === 'job') {
        store.setJob(data as Job);
      }
    },
    [store],
  );
  const poll = useCallback(async () => {
    const before = streaming.current;
    const [job, targets] = await Promise.all([call('get', '/api/v1/jobs/{id}', { path: { id } }), readTargets(id)]);
    if (streaming.current === before) store.snapshot(job, targets.map(lineOf));
  }, [id, store]);
  const live = useLive({
    url: `/api/v1/jobs/${encodeURIComponent(id)}/events`,
    epoch,
    onEvent,
    poll,
    isOver: () => store.job !== null && isOver(store.job.state),
  });

  // Somebody else may take up a job that is over.
  const over = live.state === 'over' && live.problem === null;
  const later = useGet('/api/v1/jobs/{id}', { path: { id }, enabled: over, every: LATER_MS, fresh: LATER_MS });
  const round = later.data?.round;
  useEffect(() => {
    if (over && round !== undefined && store.job !== null && round > store.job.round) setEpoch(before => before + 1);
  }, [over, round, store]);

  const acted = useCallback(
    (job: Job) => {
      store.setJob(job);
      if (over) setEpoch(before => before + 1);
    },
    [over, store],
  );
  return { store, job: store.job, live, version, acted };
}
