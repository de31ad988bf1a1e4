import {
  QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { call } from './client';
import { Problem } from './problem';
import type { Answer, CallOptions, Method, PathOf, PathsOf, QueryOf } from './types';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      refetchOnWindowFocus: true,
      retry: (count, error) => count < 2 && error instanceof Problem && (error.offline || error.status >= 500),
    },
  },
});

export interface GetOptions<P extends PathsOf<'get'>> {
  path?: PathOf<'get', P>;
  query?: QueryOf<'get', P>;
  enabled?: boolean;
  /** Milliseconds after which it is read again; absent: only when asked. */
  every?: number | false;
  /** Keep what was there while another page or filter is read. */
  keep?: boolean;
  /** Milliseconds for which an answer is taken as fresh. */
  fresh?: number;
}

/** Key of a read, for `invalidateQueries`: `[template]` alone stands for all of its paths and queries. */
export function getKey<P extends PathsOf<'get'>>(template: P, options: Pick<GetOptions<P>, 'path' | 'query'> = {}) {
  return [template, options.path ?? {}, options.query ?? {}] as const;
}

/** Reads `template` and keeps it fresh. */
export function useGet<P extends PathsOf<'get'>>(
  template: P,
  options: GetOptions<P> = {},
): UseQueryResult<Answer<'get', P>, Problem> {
  return useQuery<Answer<'get', P>, Problem>({
    queryKey: getKey(template, options),
    queryFn: ({ signal }) =>
      call('get', template, { ...pick(options), signal } as CallOptions<'get', P>),
    ...(options.enabled === undefined ? {} : { enabled: options.enabled }),
    ...(options.every === undefined ? {} : { refetchInterval: options.every }),
    ...(options.fresh === undefined ? {} : { staleTime: options.fresh }),
    ...(options.keep ? { placeholderData: (before: Answer<'get', P> | undefined) => before as never } : {}),
  });
}

function pick<P extends PathsOf<'get'>>(options: GetOptions<P>) {
  return {
    ...(options.path === undefined ? {} : { path: options.path }),
    ...(options.query === undefined ? {} : { query: options.query }),
  };
}

/**
 * Sends a change.
 *
 * @param touches templates of reads that are read again afterwards
 */
export function useCall<M extends Exclude<Method, 'get'>, P extends PathsOf<M>>(
  method: M,
  template: P,
  touches: PathsOf<'get'>[] = [],
): UseMutationResult<Answer<M, P>, Problem, CallOptions<M, P>> {
  const client = useQueryClient();
  return useMutation<Answer<M, P>, Problem, CallOptions<M, P>>({
    mutationFn: options => call(method, template, options),
    onSuccess: () => Promise.all(touches.map(touched => client.invalidateQueries({ queryKey: [touched] }))),
  });
}
