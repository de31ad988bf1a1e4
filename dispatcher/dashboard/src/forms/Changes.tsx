import type { Schemas } from '../api/types';
import { Tag } from '../parts/StateTag';
import { useFormTexts } from './texts';

interface Change {
  kind?: string;
  id: string;
  title?: string;
  action: string;
  differences: Schemas['Difference'][];
}

const LOOK: Record<string, { tone: 'ok' | 'warn' | 'bad' | 'wait'; glyph: string }> = {
  added: { tone: 'ok', glyph: '+' },
  changed: { tone: 'warn', glyph: '~' },
  removed: { tone: 'bad', glyph: '−' },
  unchanged: { tone: 'wait', glyph: '=' },
};
const SHOWN = 200;

function value(of: unknown): string {
  return of === null || of === undefined ? '—' : typeof of === 'string' ? of : JSON.stringify(of);
}

/** What an import changes, or has changed: each thing with its differences; what stays as it is only as a number. */
export function Changes({ changes, notes, applied }: { changes: Change[]; notes: string[]; applied: boolean }) {
  const t = useFormTexts();
  const news = changes.filter(change => change.action !== 'unchanged');
  const same = changes.length - news.length;
  return (
    <section className="changes" aria-label={t('changes')}>
      <p className={applied ? 'tone-ok' : undefined} role="status">
        <strong>{applied ? `✓ ${t('changes.applied', { count: news.length })}` : t('changes.would', { count: news.length })}</strong>
        {same > 0 && <span className="muted"> {t('changes.same', { count: same })}</span>}
      </p>
      <ul className="changes-list" tabIndex={0}>
        {news.slice(0, SHOWN).map(change => {
          const look = LOOK[change.action] ?? { tone: 'wait' as const, glyph: '·' };
          const word = change.action in LOOK ? t(`changes.${change.action as 'added'}`) : change.action;
          return (
            <li key={`${change.kind ?? ''} ${change.id}`}>
              <p>
                <Tag tone={look.tone} glyph={look.glyph} text={word} plain /> {change.kind !== undefined && <span className="muted">{change.kind}</span>} <strong className="mono">{change.id}</strong>{' '}
                {change.title !== undefined && change.title !== change.id && <span className="muted">{change.title}</span>}
              </p>
              {change.differences.slice(0, 40).map(difference => (
                <p key={difference.pointer} className="mono diff-line">
                  <span className="muted">{difference.pointer}</span>
                  {difference.before != null && <span className="tone-bad">− {value(difference.before)}</span>}
                  {difference.after != null && <span className="tone-ok">+ {value(difference.after)}</span>}
                </p>
              ))}
              {change.differences.length > 40 && <p className="muted">{t('changes.more', { count: change.differences.length - 40 })}</p>}
            </li>
          );
        })}
      </ul>
      {news.length > SHOWN && <p className="muted">{t('changes.more', { count: news.length - SHOWN })}</p>}
      {notes.length > 0 && (
        <ul className="note tone-warn">
          {notes.map(note => (
            <li key={note} className="note-text">
              ! {note}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
