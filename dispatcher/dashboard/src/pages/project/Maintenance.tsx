import { useState } from 'react';
import { buildUrl } from '../../api/client';
import { useCall, useGet } from '../../api/hooks';
import type { Schemas } from '../../api/types';
import { TextField } from '../../forms/Field';
import { useRefusal } from '../../forms/useRefusal';
import { CopyAs } from '../../parts/CopyAs';
import { useDraft } from '../../parts/drafts';
import { GatedButton } from '../../parts/GatedButton';
import { Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { Tag } from '../../parts/StateTag';
import { TimeText } from '../../parts/TimeText';
import { toast } from '../../parts/toast';
import { useTexts } from './texts';

type Calendar = Schemas['Maintenance'];
type Body = Schemas['MaintenanceBody'];
const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

function bodyOf(calendar: Calendar): Body {
  return { zone: calendar.zone, windows: calendar.windows, freezes: calendar.freezes, revision: calendar.revision };
}

function Form({ code, calendar }: { code: string; calendar: Calendar }) {
  const t = useTexts();
  const current = bodyOf(calendar);
  const [draft, setDraft, forget] = useDraft<Body>(`maintenance.${code}`, current);
  const dirty = JSON.stringify(draft) !== JSON.stringify(current);
  const [sent, setSent] = useState<Body | null>(null);
  const windows = draft.windows ?? [];
  const freezes = draft.freezes ?? [];
  const refusal = useRefusal([
    ['zone'],
    ...windows.flatMap((_, at) => ['days', 'from', 'to'].map(field => ['windows', at, field])),
    ...windows.map((_, at) => ['windows', at]),
    ...freezes.flatMap((_, at) => ['from', 'until', 'reason'].map(field => ['freezes', at, field])),
    ...freezes.map((_, at) => ['freezes', at]),
  ]);
  const put = useCall('put', '/api/v1/projects/{project}/maintenance', ['/api/v1/projects/{project}/maintenance']);
  const set = (change: Partial<Body>) => {
    refusal.clear();
    setDraft({ ...draft, ...change });
  };
  const save = () => {
    setSent(draft);
    put.mutate(
      { path: { project: code }, body: draft },
      {
        onSuccess: saved => {
          toast(t('cal.saved'));
          setDraft(bodyOf(saved));
          forget();
        },
        onError: problem => refusal.refuse(problem),
      },
    );
  };
  const url = buildUrl('/api/v1/projects/{project}/maintenance', { project: code });
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        save();
      }}
    >
      <Panel
        title={t('cal.windows')}
        aside={calendar.open ? <Tag tone="ok" glyph="✓" text={t('cal.open')} /> : <Tag tone="warn" glyph="=" text={t('cal.closed')} />}
      >
        <div className="form-stack">
          <p className="muted">
            {t('cal.hint')}
            {!calendar.open && calendar.opens_at != null && (
              <>
                {' '}
                {t('cal.opens')} <TimeText at={calendar.opens_at} />
              </>
            )}
          </p>
          <div className="form-grid">
            <TextField label={t('cal.zone')} errors={refusal.at('zone')} value={draft.zone} onChange={zone => set({ zone })} mono offer={['Asia/Shanghai', 'Asia/Taipei', 'Asia/Ho_Chi_Minh', 'UTC']} />
          </div>
          {windows.map((window, at) => {
            const replace = (change: Partial<typeof window>) => set({ windows: windows.map((each, other) => (other === at ? { ...each, ...change } : each)) });
            const days = window.days ?? [];
            return (
              <div key={at} className="sub-form">
                <div className="chips" role="group" aria-label={t('cal.days')}>
                  <button type="button" className="chip" aria-pressed={days.length === 0} onClick={() => replace({ days: undefined })}>
                    {t('cal.every')}
                  </button>
                  {DAYS.map(day => (
                    <button
                      key={day}
                      type="button"
                      className="chip"
                      aria-pressed={days.includes(day)}
                      onClick={() => {
                        const next = days.includes(day) ? days.filter(each => each !== day) : [...days, day].sort();
                        replace({ days: next.length === 0 ? undefined : next });
                      }}
                    >
                      {t(`cal.day.${day}`)}
                    </button>
                  ))}
                </div>
                <div className="row-form">
                  <TextField label={t('cal.from')} errors={[...refusal.at('windows', at, 'from'), ...refusal.at('windows', at)]} value={window.from} onChange={from => replace({ from })} mono placeholder="02:00" />
                  <TextField label={t('cal.to')} errors={refusal.at('windows', at, 'to')} value={window.to} onChange={to => replace({ to })} mono placeholder="06:00" />
                  <button type="button" className="linkish" onClick={() => set({ windows: windows.filter((_, other) => other !== at) })}>
                    {t('remove')}
                  </button>
                </div>
              </div>
            );
          })}
          <span>
            <button type="button" className="btn" onClick={() => set({ windows: [...windows, { from: '02:00', to: '06:00' }] })}>
              + {t('cal.window.add')}
            </button>
          </span>
        </div>
      </Panel>
      <Panel title={t('cal.freezes')}>
        <div className="form-stack">
          <p className="muted">{t('cal.freezes.hint')}</p>
          {freezes.map((freeze, at) => {
            const replace = (change: Partial<typeof freeze>) => set({ freezes: freezes.map((each, other) => (other === at ? { ...each, ...change } : each)) });
            return (
              <div key={at} className="row-form">
                <TextField label={t('cal.from')} errors={[...refusal.at('freezes', at, 'from'), ...refusal.at('freezes', at)]} value={freeze.from} onChange={from => replace({ from })} mono placeholder="2026-12-31T18:00:00+08:00" />
                <TextField label={t('cal.until')} hint={t('cal.until.hint')} errors={refusal.at('freezes', at, 'until')} value={freeze.until ?? ''} onChange={until => replace({ until: until === '' ? undefined : until })} mono placeholder="2027-01-03T00:00:00+08:00" />
                <TextField label={t('cal.reason')} errors={refusal.at('freezes', at, 'reason')} value={freeze.reason} onChange={reason => replace({ reason })} placeholder={t('cal.reason.example')} />
                <button type="button" className="linkish" onClick={() => set({ freezes: freezes.filter((_, other) => other !== at) })}>
                  {t('remove')}
                </button>
              </div>
            );
          })}
          <span>
            <button type="button" className="btn" onClick={() => set({ freezes: [...freezes, { from: new Date().toISOString().slice(0, 19) + 'Z', reason: '' }] })}>
              + {t('cal.freeze.add')}
            </button>
          </span>
        </div>
      </Panel>
      <footer className="edit-foot">
        {sent !== null && refusal.summary}
        <GatedButton need="admin" project={code} type="primary" htmlType="submit" loading={put.isPending} reason={dirty ? null : t('same')}>
          {t('save')}
        </GatedButton>
        <button
          type="button"
          className="btn"
          disabled={!dirty}
          onClick={() => {
            refusal.clear();
            setDraft(current);
          }}
        >
          {t('undo')}
        </button>
        <CopyAs command={{ method: 'PUT', url, body: draft, cli: ['project', 'maintenance', code, '--set', 'calendar.yaml'] }} />
        {draft.revision !== calendar.revision && <span className="tone-warn">{t('stale')}</span>}
      </footer>
    </form>
  );
}

/** When the project may be changed. */
export function MaintenanceTab({ code }: { code: string }) {
  const { data, error, refetch } = useGet('/api/v1/projects/{project}/maintenance', { path: { project: code } });
  if (error) return <ProblemText error={error} onRetry={() => void refetch()} />;
  return data ? <Form code={code} calendar={data} /> : null;
}
