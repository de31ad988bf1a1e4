import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { toast } from '../../parts/toast';
import { filterOf, loadSaved, LONGEST_NAME, storeSaved, withSaved, type SavedFilter } from './saved';
import { useTexts } from './texts';

/** Filters with a name: one click shows them again. */
export function SavedFilters() {
  const t = useTexts();
  const [search, setSearch] = useSearchParams();
  const [saved, setSaved] = useState(loadSaved);
  const [name, setName] = useState<string | null>(null);
  const current = filterOf(search);
  const keep = (next: SavedFilter[]) => {
    storeSaved(next);
    setSaved(next);
  };
  return (
    <div className="saved" role="group" aria-label={t('saved')}>
      {saved.map(filter => (
        <span key={filter.name} className="saved-one">
          <button type="button" className="chip" aria-pressed={filter.query === current} onClick={() => setSearch(new URLSearchParams(filter.query))}>
            {filter.name}
          </button>
          <button
            type="button"
            className="saved-remove"
            aria-label={t('saved.remove', { name: filter.name })}
            title={t('saved.remove', { name: filter.name })}
            onClick={() => keep(saved.filter(each => each !== filter))}
          >
            ×
          </button>
        </span>
      ))}
      {name === null ? (
        <button type="button" className="linkish" disabled={current === ''} title={current === '' ? t('saved.nothing') : undefined} onClick={() => setName('')}>
          {t('saved.save')}
        </button>
      ) : (
        <form
          className="saved-new"
          onSubmit={event => {
            event.preventDefault();
            if (name.trim() === '') return;
            keep(withSaved(saved, name, current));
            setName(null);
            toast(t('saved.kept'));
          }}
        >
          <input
            className="field"
            autoFocus
            value={name}
            maxLength={LONGEST_NAME}
            aria-label={t('saved.name')}
            placeholder={t('saved.name')}
            onChange={event => setName(event.target.value)}
            onKeyDown={event => {
              if (event.key === 'Escape') setName(null);
            }}
          />
          <button type="submit" className="btn primary" disabled={name.trim() === ''}>
            {t('saved.keep')}
          </button>
          <button type="button" className="btn" onClick={() => setName(null)}>
            {t('saved.cancel')}
          </button>
          {saved.some(each => each.name === name.trim()) && <span className="muted">{t('saved.taken')}</span>}
        </form>
      )}
    </div>
  );
}
