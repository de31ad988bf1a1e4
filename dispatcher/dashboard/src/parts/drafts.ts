import { useCallback, useState } from 'react';

const PREFIX = 'slipway.draft.';

function read<T>(key: string): T | null {
  try {
    const text = sessionStorage.getItem(PREFIX + key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

/**
 * State that outlives a reload and a trip to the login page, in this tab only. Never for passwords.
 *
 * @returns the value, a setter, and what forgets it once it has been sent
 */
export function useDraft<T>(key: string, initial: T): [T, (next: T) => void, () => void] {
  const [value, setValue] = useState<T>(() => read<T>(key) ?? initial);
  const set = useCallback(
    (next: T) => {
      setValue(next);
      try {
        sessionStorage.setItem(PREFIX + key, JSON.stringify(next));
      } catch {
        // A draft too large for the browser's store is only lost with the tab.
      }
    },
    [key],
  );
  const forget = useCallback(() => sessionStorage.removeItem(PREFIX + key), [key]);
  return [value, set, forget];
}

/** Somebody else signs in at this tab: what was typed is not theirs. */
export function forgetDrafts(): void {
  Object.keys(sessionStorage)
    .filter(key => key.startsWith(PREFIX))
    .forEach(key => sessionStorage.removeItem(key));
}
