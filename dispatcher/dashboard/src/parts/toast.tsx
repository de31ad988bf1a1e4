import { useSyncExternalStore } from 'react';

interface Toast {
  id: number;
  text: string;
  bad: boolean;
}

const SHOWN_MS = 3_500;
const BAD_MS = 8_000;
let toasts: Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();

function set(to: Toast[]): void {
  toasts = to;
  listeners.forEach(listener => listener());
}

/** Says for a few seconds that something was done. What went wrong belongs beside what was asked for, not here. */
export function toast(text: string, kind: 'good' | 'bad' = 'good'): void {
  const id = next++;
  set([...toasts.slice(-3), { id, text, bad: kind === 'bad' }]);
  setTimeout(() => set(toasts.filter(each => each.id !== id)), kind === 'bad' ? BAD_MS : SHOWN_MS);
}

/** Stands once in the app. */
export function Toasts() {
  const shown = useSyncExternalStore(
    listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map(({ id, text, bad }) => (
        <div key={id} className={bad ? 'toast tone-bad' : 'toast tone-ok'}>
          <span className="glyph" aria-hidden="true">
            {bad ? '✗' : '✓'}
          </span>
          <span>{text}</span>
        </div>
      ))}
    </div>
  );
}
