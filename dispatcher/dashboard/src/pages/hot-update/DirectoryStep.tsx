import { useState } from 'react';
import type { Area } from '../../api/types';
import { Numbered } from '../../forms/Numbered';
import { Nothing, Panel } from '../../parts/Page';
import { useTexts } from './texts';

interface Props {
  area: Area | null;
  chosen: string[];
  errors: string[];
  onChange: (directories: string[]) => void;
}

function Root({ root, dirs, chosen, onChange }: { root: string; dirs: string[]; chosen: string[]; onChange: (directories: string[]) => void }) {
  const t = useTexts();
  const [typed, setTyped] = useState('');
  const own = chosen.filter(each => each.startsWith(`${root}/`));
  const shown = [...dirs.map(dir => `${root}/${dir}`), ...own.filter(each => !dirs.includes(each.slice(root.length + 1)))];
  const all = shown.length > 0 && shown.every(each => chosen.includes(each));
  const toggle = (each: string) => onChange(chosen.includes(each) ? chosen.filter(other => other !== each) : [...chosen, each]);
  return (
    <div className="cdn-root">
      <label className="cdn-name">
        <input
          type="checkbox"
          checked={all}
          disabled={shown.length === 0}
          onChange={() => onChange(all ? chosen.filter(each => !shown.includes(each)) : [...new Set([...chosen, ...shown])])}
        />
        <span className="mono">{root}</span>
        <span className="muted num">{t('dirs.count', { count: own.length, total: shown.length })}</span>
      </label>
      <div className="picker-names">
        {shown.map(each => (
          <button key={each} type="button" className="pick mono" aria-pressed={chosen.includes(each)} onClick={() => toggle(each)}>
            {each.slice(root.length + 1)}
          </button>
        ))}
        {dirs.length === 0 && (
          <form
            className="call"
            onSubmit={event => {
              event.preventDefault();
              const name = typed.trim().replace(/^\/+|\/+$/g, '');
              if (name !== '') onChange([...new Set([...chosen, `${root}/${name}`])]);
              setTyped('');
            }}
          >
            <input className="field mono" aria-label={t('dirs.any')} placeholder={t('dirs.any')} value={typed} onChange={event => setTyped(event.target.value)} />
            <button type="submit" className="btn">
              {t('commands.add')}
            </button>
          </form>
        )}
      </div>
    </div>
  );
}

/** The CDN directories of the area that a client update lays its files into. */
export function DirectoryStep({ area, chosen, errors, onChange }: Props) {
  const t = useTexts();
  const roots = area?.cdn_roots ?? [];
  return (
    <Panel
      title={<Numbered n={3}>{t('dirs')}</Numbered>}
      aside={<span className="muted num">{t('dirs.chosen', { count: chosen.length })}</span>}
    >
      {roots.length === 0 && <Nothing text={t('dirs.none')} advice={t('dirs.none.advice')} />}
      {roots.map(root => (
        <Root key={root.cdn_root_url} root={root.cdn_root_url} dirs={root.dirs} chosen={chosen} onChange={onChange} />
      ))}
      {errors.length > 0 && <p className="f-error">✗ {errors.slice(0, 5).join('; ')}</p>}
    </Panel>
  );
}
