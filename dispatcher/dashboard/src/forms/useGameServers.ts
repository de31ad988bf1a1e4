import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { call } from '../api/client';
import type { Problem } from '../api/problem';
import type { GameServer } from './servers';

const PAGE = 500;
const FRESH_MS = 30_000;

async function readAll(project: string, area: string | null, signal: AbortSignal): Promise<GameServer[]> {
  const all: GameServer[] = [];
  for (let from: string | null | undefined = '0'; from != null; ) {
    const page: { game_servers: GameServer[]; next_page_token?: string | null } = await call('get', '/api/v1/projects/{project}/game-servers', {
      path: { project },
      query: { limit: PAGE, page_token: from, ...(area === null ? {} : { area: [area] }) },
      signal,
    });
    all.push(...page.game_servers);
    from = page.next_page_token;
  }
  return all;
}

/** Every registered game server of a project, or of one of its areas, page by page. */
export function useGameServers(project: string | null, area: string | null, enabled = true): UseQueryResult<GameServer[], Problem> {
  return useQuery<GameServer[], Problem>({
    queryKey: ['/api/v1/projects/{project}/game-servers', 'all', project, area],
    queryFn: ({ signal }) => readAll(project ?? '', area, signal),
    enabled: enabled && project !== null,
    staleTime: FRESH_MS,
  });
}
