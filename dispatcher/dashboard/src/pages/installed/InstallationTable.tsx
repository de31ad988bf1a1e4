import { StateTag, Tag } from '../../parts/StateTag';
import { TimeText } from '../../parts/TimeText';
import { lostPatches, type Installation } from './selection';
import { useTexts } from './texts';

interface Props {
  list: Installation[];
  chosen: ReadonlySet<string>;
  onChosen: (ids: string[]) => void;
  onOpen: (id: string) => void;
}

/** What stands where, a row for each game server. */
export function InstallationTable({ list, chosen, onChosen, onOpen }: Props) {
  const t = useTexts();
  const all = list.every(each => chosen.has(each.id));
  const toggle = (id: string) => onChosen(chosen.has(id) ? [...chosen].filter(each => each !== id) : [...chosen, id]);
  return (
    <div className="table-wrap">
      <table className="grid-table">
        <thead>
          <tr>
            <th>
              <input type="checkbox" aria-label={t('choose.all')} checked={all} onChange={() => onChosen(all ? [] : list.map(each => each.id))} />
            </th>
            <th>{t('col.server')}</th>
            <th>{t('col.title')}</th>
            <th>{t('col.type')}</th>
            <th>{t('col.version')}</th>
            <th>{t('col.state')}</th>
            <th>{t('col.at')}</th>
            <th className="right">{t('col.patches')}</th>
            <th>{t('col.lost')}</th>
          </tr>
        </thead>
        <tbody>
          {list.map(each => {
            const lost = lostPatches(each);
            return (
              <tr key={each.id} className="clickable" onClick={() => onOpen(each.id)}>
                <td onClick={event => event.stopPropagation()}>
                  <input type="checkbox" aria-label={each.id} checked={chosen.has(each.id)} onChange={() => toggle(each.id)} />
                </td>
                <td className="nowrap">
                  <button type="button" className="linkish mono" onClick={() => onOpen(each.id)}>
                    {each.id}
                  </button>
                </td>
                <td className="nowrap">{each.title}</td>
                <td className="mono">{each.app_type ?? ''}</td>
                <td className="mono nowrap">
                  {each.base?.version ?? <span className="muted">{t('unknown')}</span>}
                  {each.desired_version != null && each.desired_version !== each.base?.version && <span className="tone-warn"> → {each.desired_version}</span>}
                </td>
                <td>
                  <StateTag of="installation" state={each.state} />
                </td>
                <td>{each.base == null ? '' : <TimeText at={each.base.at} />}</td>
                <td className="right num">{each.patches.length === 0 ? <span className="muted">0</span> : each.patches.length}</td>
                <td>{lost > 0 && <Tag tone="warn" glyph="!" text={t('lost', { count: lost })} plain />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
