import { useSyncExternalStore } from 'react';
import { useLanguage, useShared } from '../texts';
import { absolute, full, relative } from './time';

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function listen(listener: () => void): () => void {
  listeners.add(listener);
  now = Date.now();
  timer ??= setInterval(() => {
    now = Date.now();
    listeners.forEach(each => each());
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** Milliseconds since 1970, fresh every `step` seconds; one timer serves all of the page. */
export function useNow(step = 1): number {
  return useSyncExternalStore(listen, () => Math.floor(now / (step * 1000)) * step * 1000);
}

interface Props {
  /** RFC 3339; null or absent: never. */
  at: string | null | undefined;
  show?: 'both' | 'relative' | 'absolute';
  never?: string;
}

/** A time as people read it; the full one with its zone is the title. */
export function TimeText({ at, show = 'both', never }: Props) {
  const t = useShared();
  const language = useLanguage();
  const current = useNow(5);
  if (at == null || at === '') return <span className="muted">{never ?? t('time.never')}</span>;
  const ms = Date.parse(at);
  return (
    <time dateTime={at} title={full(ms, language)} className="nowrap num">
      {show !== 'relative' && absolute(ms, current)}
      {show === 'both' && <span className="muted"> · {relative(ms, Math.max(current, Date.now() - 5_000))}</span>}
      {show === 'relative' && relative(ms, Math.max(current, Date.now() - 5_000))}
    </time>
  );
}
