import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/**
 * One filter in the address, so that every view can be sent to somebody.
 *
 * @returns its value, `''` where it is not set, and a setter that also goes back to the first page
 */
export function useFilter(name: string): [string, (value: string) => void] {
  const [search, setSearch] = useSearchParams();
  const set = useCallback(
    (value: string) =>
      setSearch(
        before => {
          const next = new URLSearchParams(before);
          if (value === '') next.delete(name);
          else next.set(name, value);
          if (name !== 'page_token') next.delete('page_token');
          return next;
        },
        { replace: true },
      ),
    [name, setSearch],
  );
  return [search.get(name) ?? '', set];
}

/** A filter with several values, comma separated in the address. */
export function useListFilter(name: string): [string[], (values: string[]) => void] {
  const [text, setText] = useFilter(name);
  const set = useCallback((values: string[]) => setText(values.join(',')), [setText]);
  return [text === '' ? [] : text.split(','), set];
}
