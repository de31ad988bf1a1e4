import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';

/**
 * What another page names in the address for a form: it is handed over once and leaves the address, since then it belongs to what
 * is being typed. The address changes later than the form, so that it is no sign of what was handed over already.
 */
export function useNamed<N extends string>(names: readonly N[], take: (named: Partial<Record<N, string>>) => void): void {
  const [search, setSearch] = useSearchParams();
  const taken = useRef('');
  useEffect(() => {
    const named = Object.fromEntries(names.filter(name => search.has(name)).map(name => [name, search.get(name) ?? ''])) as Partial<Record<N, string>>;
    const key = JSON.stringify(named);
    if (key === '{}') {
      taken.current = '';
      return;
    }
    if (key === taken.current) return;
    taken.current = key;
    take(named);
    const next = new URLSearchParams(search);
    names.forEach(name => next.delete(name));
    setSearch(next, { replace: true });
  });
}
