import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { call } from '../../api/client';
import { useLive, type Live } from '../../api/live';
import type { StreamEvent } from '../../api/stream';
import { BoardStore, type Frame, type Process } from './board';

const PAGE = 500;

async function readAll(project: string): Promise<Process[]> {
  const all: Process[] = [];
  for (let from: string | null | undefined = '0'; from != null; ) {
    const page: { processes: Process[]; next_page_token?: string | null } = await call('get', '/api/v1/projects/{project}/processes', {
      path: { project },
      query: { limit: PAGE, page_token: from },
    });
    all.push(...page.processes);
    from = page.next_page_token;
  }
  return all;
}

/** The board of one project, live; mount it anew for another project. */
export function useBoard(project: string): { store: BoardStore; live: Live; version: number } {
  const [store] = useState(() => new BoardStore());
  const version = useSyncExternalStore(store.subscribe, store.version);
  const onEvent = useCallback(
    (event: StreamEvent) => {
      const data: unknown = JSON.parse(event.data);
      if (event.event === 'snapshot') {
        const { part, last, processes } = data as { part: number; last: boolean; processes: Process[] };
        store.snapshot(part, last, processes);
      } else if (event.event === 'processes') {
        store.frame(data as Frame);
      }
    },
    [store],
  );
  const poll = useCallback(async () => store.snapshot(0, true, await readAll(project)), [store, project]);
  const live = useLive({ url: `/api/v1/projects/${encodeURIComponent(project)}/processes/events`, onEvent, poll });
  return { store, live, version };
}

/** Ids that are chosen; those that are gone from the board go from the choice as well. */
export function useChosen(known: ReadonlySet<string>): [ReadonlySet<string>, (ids: string[]) => void] {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    setChosen(before => ([...before].every(id => known.has(id)) ? before : new Set([...before].filter(id => known.has(id)))));
  }, [known]);
  return [chosen, useCallback((ids: string[]) => setChosen(new Set(ids)), [])];
}
