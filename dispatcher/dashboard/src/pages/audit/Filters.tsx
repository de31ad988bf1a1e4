import { useEffect, useState } from 'react';
import { TextField } from '../../forms/Field';
import { useShared } from '../../texts';
import { useTexts } from './texts';

export interface AuditFilters {
  who: string;
  path: string;
  code: string;
  job: string;
  from: string;
  to: string;
}

/** A local time of the browser as the API takes it; `''` where it is none. */
export function instant(local: string): string {
  const at = new Date(local);
  return local === '' || Number.isNaN(at.getTime()) ? '' : at.toISOString();
}

const EMPTY: AuditFilters = { who: '', path: '', code: '', job: '', from: '', to: '' };

/** The filters; they are applied together, since a journal of years is not searched at every key. */
export function Filters({ values, onChange }: { values: AuditFilters; onChange: (patch: Record<string, string>) => void }) {
  const t = useTexts();
  const s = useShared();
  const given = JSON.stringify(values);
  const [typed, setTyped] = useState(values);
  useEffect(() => setTyped(JSON.parse(given) as AuditFilters), [given]);
  const set = (change: Partial<AuditFilters>) => setTyped({ ...typed, ...change });
  const apply = (next: AuditFilters) => onChange(Object.fromEntries(Object.entries(next).map(([name, value]) => [name, value.trim()])));
  return (
    <form
      className="audit-filters"
      role="search"
      onSubmit={event => {
        event.preventDefault();
        apply(typed);
      }}
    >
      <TextField label={t('col.who')} value={typed.who} onChange={who => set({ who })} placeholder="li.si" />
      <TextField label={t('path')} value={typed.path} onChange={path => set({ path })} mono placeholder="hot-updates" />
      <TextField label={t('code')} value={typed.code} onChange={code => set({ code })} mono placeholder="ok" />
      <TextField label={t('job')} value={typed.job} onChange={job => set({ job })} mono />
      <TextField label={t('from')} type="datetime-local" value={typed.from} onChange={from => set({ from })} />
      <TextField label={t('to')} type="datetime-local" value={typed.to} onChange={to => set({ to })} />
      <span className="toolbar">
        <button type="submit" className="btn primary">
          {s('action.search')}
        </button>
        <button type="button" className="btn" onClick={() => apply(EMPTY)}>
          {s('action.clear')}
        </button>
      </span>
    </form>
  );
}
