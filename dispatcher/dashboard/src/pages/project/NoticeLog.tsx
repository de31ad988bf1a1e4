import { Panel } from '../../parts/Page';
import { Tag } from '../../parts/StateTag';
import { TimeText } from '../../parts/TimeText';
import { useTexts } from './texts';

/** As the office tells of it; what it does not say is left out. */
interface Entry {
  at?: string;
  created_at?: string;
  name?: string;
  event?: string;
  state?: string;
  status?: number;
  text?: string;
  error?: string | null;
}

/** What was sent of late, and what became of it. */
export function NoticeLog({ entries }: { entries: unknown[] }) {
  const t = useTexts();
  return (
    <Panel flush title={t('notice.log')}>
      <div className="table-wrap">
        <table className="grid-table">
          <thead>
            <tr>
              <th>{t('notice.log.at')}</th>
              <th>{t('notice.name')}</th>
              <th>{t('notice.log.event')}</th>
              <th>{t('notice.log.state')}</th>
              <th>{t('notice.log.text')}</th>
            </tr>
          </thead>
          <tbody>
            {(entries as Entry[]).map((entry, at) => {
              const bad = (entry.error ?? '') !== '';
              return (
                <tr key={at}>
                  <td>
                    <TimeText at={entry.at ?? entry.created_at} />
                  </td>
                  <td>{entry.name}</td>
                  <td className="mono">{entry.event}</td>
                  <td>
                    <Tag tone={bad ? 'bad' : 'ok'} glyph={bad ? '✗' : '✓'} text={entry.state ?? String(entry.status ?? '')} plain />
                  </td>
                  <td>
                    {entry.text} {bad && <span className="tone-bad">{entry.error}</span>}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
