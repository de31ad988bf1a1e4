import type { Schemas } from '../../api/types';
import { Tag } from '../../parts/StateTag';
import { useTexts } from './texts';

interface Props {
  summary: Schemas['InstallationSummary'];
  type: string;
  version: string;
  only: string;
  onFilter: (patch: Record<string, string>) => void;
}

/** How the fleet stands, and which versions run how often; both are filters of the list. */
export function Summary({ summary, type, version, only, onFilter }: Props) {
  const t = useTexts();
  const figures = [
    { key: '', value: summary.servers, text: t('sum.servers'), tone: '' },
    { key: 'behind', value: summary.behind, text: t('sum.behind'), tone: 'warn' },
    { key: 'lost', value: summary.lost, text: t('sum.lost'), tone: 'warn' },
    { key: null, value: summary.drifted, text: t('sum.drifted'), tone: 'bad' },
    { key: null, value: summary.unknown, text: t('sum.unknown'), tone: 'unknown' },
  ];
  return (
    <section className="installed-sum">
      <div className="stats">
        {figures.map(({ key, value, text, tone }) => (
          <div key={text}>
            {key === null || key === '' ? (
              <strong className={value > 0 && tone !== '' ? `num tone-${tone}` : 'num'}>{value}</strong>
            ) : (
              <button type="button" className={value > 0 ? `stat-link num tone-${tone}` : 'stat-link num'} aria-label={`${text} ${value}`} onClick={() => onFilter({ only: only === key ? '' : key })}>
                {value}
              </button>
            )}
            <span>{text}</span>
          </div>
        ))}
      </div>
      <div className="chips" role="group" aria-label={t('versions')}>
        {summary.versions
          .filter(each => each.version != null)
          .map(each => {
            const on = each.version === version && each.app_type === type;
            return (
              <button key={`${each.area} ${each.app_type} ${each.version}`} type="button" className="chip" aria-pressed={on} onClick={() => onFilter(on ? { app_type: '', version: '' } : { app_type: each.app_type ?? '', version: each.version ?? '' })}>
                <span className="muted">{`${each.area} ${each.app_type ?? ''}`}</span>
                <span className="mono">{each.version}</span>
                <strong className="num">×{each.servers}</strong>
                {each.desired === true && <Tag tone="ok" glyph="✓" text={t('desired')} plain />}
                {each.desired === false && <Tag tone="warn" glyph="!" text={t('notDesired')} plain />}
              </button>
            );
          })}
      </div>
    </section>
  );
}
