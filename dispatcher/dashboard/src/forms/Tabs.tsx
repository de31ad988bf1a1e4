import { useFilter } from '../parts/filters';
import './forms.css';

export interface TabItem {
  key: string;
  label: string;
}

/** The tab of the address; the first where it names none. */
export function useTab(items: TabItem[], name = 'tab'): [string, (key: string) => void] {
  const [wanted, set] = useFilter(name);
  const first = items[0]?.key ?? '';
  const current = items.some(item => item.key === wanted) ? wanted : first;
  return [current, key => set(key === first ? '' : key)];
}

/** Views of one page, each an address. */
export function Tabs({ label, items, current, onChoose }: { label: string; items: TabItem[]; current: string; onChoose: (key: string) => void }) {
  return (
    <nav className="tabs" aria-label={label}>
      {items.map(item => (
        <button key={item.key} type="button" aria-current={item.key === current ? 'page' : undefined} onClick={() => onChoose(item.key)}>
          {item.label}
        </button>
      ))}
    </nav>
  );
}
