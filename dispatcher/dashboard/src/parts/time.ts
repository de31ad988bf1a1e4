import { shared, type Language } from '../texts';

/** A span in its largest fitting unit: `3 min`. */
export function roughSpan(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return shared('time.s', { n: seconds });
  if (seconds < 3_600) return shared('time.m', { n: Math.round(seconds / 60) });
  if (seconds < 172_800) return shared('time.h', { n: Math.round(seconds / 3_600) });
  return shared('time.d', { n: Math.round(seconds / 86_400) });
}

/** `3 min ago`, `in 2 h`. */
export function relative(at: number, now: number): string {
  const gone = now - at;
  if (Math.abs(gone) < 5_000) return shared('time.now');
  return gone > 0 ? shared('time.ago', { span: roughSpan(gone) }) : shared('time.in', { span: roughSpan(-gone) });
}

/** `1:40`, `1:02:03`; below ten seconds with a tenth: `3.4 s`. */
export function exactSpan(ms: number): string {
  if (ms < 10_000) return `${(Math.max(0, ms) / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

const two = (n: number) => String(n).padStart(2, '0');

export function clock(at: number | Date): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** The browser's own time: `14:03:22` today, else with the day. */
export function absolute(at: number, now: number): string {
  const date = new Date(at);
  if (date.toDateString() === new Date(now).toDateString()) return clock(date);
  const day = `${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const year = date.getFullYear() === new Date(now).getFullYear() ? '' : `${date.getFullYear()}-`;
  return `${year}${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** With everything, and the zone: for a title. */
export function full(at: number, language: Language): string {
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'long',
  }).format(at);
}

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** Bytes with three figures: `40.8 MB`; units of 1024. */
export function bytes(n: number): string {
  let value = n;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}
