/** Filters of the jobs page that a person gave a name; they stay in this browser. */
export interface SavedFilter {
  name: string;
  /** The query of the address: `kind=RELEASE&state=FAILED`. */
  query: string;
}

const KEY = 'slipway.jobs.filters';
const MOST = 30;
export const LONGEST_NAME = 40;
/** What belongs to a view; the place in the list does not. */
const NAMES = ['project', 'kind', 'state'];

/** What of an address is worth a name, always in the same order, so that two of the same are equal. */
export function filterOf(search: URLSearchParams): string {
  const kept = new URLSearchParams();
  for (const name of NAMES) {
    const value = search.get(name);
    if (value !== null && value !== '') kept.set(name, value);
  }
  return kept.toString();
}

/** What is stored may be of another version of this page, or of nobody. */
export function readSaved(text: string | null): SavedFilter[] {
  try {
    const stored: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(stored)) return [];
    return stored
      .filter((each): each is SavedFilter => {
        const { name, query } = (each ?? {}) as Partial<SavedFilter>;
        return typeof name === 'string' && name.trim() !== '' && typeof query === 'string';
      })
      .map(({ name, query }) => ({ name: name.slice(0, LONGEST_NAME), query: filterOf(new URLSearchParams(query)) }))
      .slice(0, MOST);
  } catch {
    return [];
  }
}

/** With one more, which takes the place of one of the same name. */
export function withSaved(saved: SavedFilter[], name: string, query: string): SavedFilter[] {
  const fresh = { name: name.trim().slice(0, LONGEST_NAME), query };
  const at = saved.findIndex(each => each.name === fresh.name);
  return at < 0 ? [...saved, fresh].slice(-MOST) : saved.map((each, n) => (n === at ? fresh : each));
}

export function loadSaved(): SavedFilter[] {
  return readSaved(localStorage.getItem(KEY));
}

export function storeSaved(saved: SavedFilter[]): void {
  localStorage.setItem(KEY, JSON.stringify(saved));
}
