import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** Several filters of the address at once; an empty value takes one away. */
export function usePatch(): (patch: Record<string, string>) => void {
  const [, setSearch] = useSearchParams();
  return useCallback(
    patch =>
      setSearch(
        before => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(patch)) {
            if (value === '') next.delete(name);
            else next.set(name, value);
          }
          if (!('page_token' in patch)) next.delete('page_token');
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );
}
