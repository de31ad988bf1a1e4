import { Tag } from '../../parts/StateTag';
import type { Tone } from '../../parts/states';
import { changeCount, shown, type Import } from './list';
import { useTexts } from './texts';

const MOST = 300;
const LOOKS: Record<string, { tone: Tone; glyph: string }> = {
  added: { tone: 'ok', glyph: '+' },
  changed: { tone: 'warn', glyph: '~' },
  removed: { tone: 'bad', glyph: '−' },
};
const KEYS = ['added', 'changed', 'removed', 'unchanged'] as const;

function empty(value: unknown): boolean {
  return shown(value) === '' || (Array.isArray(value) && value.length === 0);
}

const FIELDS = ['area', 'ip', 'name', 'title', 'role', 'machine', 'process', 'path', 'labels', 'health'] as const;

function Values({ action, differences }: { action: string; differences: Import['changes'][number]['differences'] }) {
  const t = useTexts();
  const word = (pointer: string) => {
    const name = pointer.slice(1);
    const known = FIELDS.find(each => each === name);
    return name === 'app_type' ? t('type') : known ? t(known) : name;
  };
  return (
    <span className="fields">
      {differences.filter(({ before, after }) => shown(before) !== shown(after) && (!empty(before) || !empty(after))).map(({ pointer, before, after }) => (
        <span key={pointer}>
          <span className="muted">{word(pointer)} </span>
          {action !== 'added' && shown(before) !== '' && <del className="mono">{shown(before)}</del>}
          {action === 'changed' && ' → '}
          {action !== 'removed' && <ins className="mono">{shown(after)}</ins>}
        </span>
      ))}
    </span>
  );
}

/** What an import would do, server by server. */
export function Changes({ result }: { result: Import }) {
  const t = useTexts();
  const total = changeCount(result);
  return (
    <div className="stack">
      <div className="stats" role="status">
        {KEYS.map(key => (
          <div key={key}>
            <strong className={`num ${(result.counts[key] ?? 0) > 0 && key in LOOKS ? `tone-${LOOKS[key]?.tone ?? 'wait'}` : ''}`}>{result.counts[key] ?? 0}</strong>
            <span>{t(`changes.${key}`)}</span>
          </div>
        ))}
      </div>
      {result.notes.length > 0 && (
        <div className="note tone-warn">
          <strong>{t('changes.notes')}</strong>
          <ul className="note-text">
            {result.notes.map(note => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </div>
      )}
      {total === 0 && <p className="note tone-ok">✓ {t('import.nothing')}</p>}
      {total > 0 && (
        <div className="table-wrap" tabIndex={0} role="group" aria-label={t('changes.title')}>
          <table className="grid-table change-list">
            <thead>
              <tr>
                <th>{t('changes.action')}</th>
                <th>{t('changes.server')}</th>
                <th>{t('changes.fields')}</th>
              </tr>
            </thead>
            <tbody>
              {result.changes.slice(0, MOST).map(change => {
                const look = LOOKS[change.action];
                const key = KEYS.find(each => each === change.action);
                return (
                  <tr key={change.id}>
                    <td>
                      <Tag tone={look?.tone ?? 'wait'} glyph={look?.glyph ?? '?'} text={key ? t(`changes.${key}`) : change.action} />
                    </td>
                    <td className="two-lines">
                      <span className="mono nowrap">{change.id}</span>
                      <span className="muted">{change.title}</span>
                    </td>
                    <td>
                      <Values action={change.action} differences={change.differences} />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {result.changes.length > MOST && <p className="muted">{t('changes.more', { count: result.changes.length - MOST })}</p>}
    </div>
  );
}
