import { Link } from 'react-router';
import type { SentNotice } from '../../api/types';
import { Panel } from '../../parts/Page';
import { StateTag } from '../../parts/StateTag';
import { TimeText } from '../../parts/TimeText';
import { NOTICE_EVENTS } from './doc';
import { useTexts } from './texts';

/** What people were told of late, and whether it arrived. */
export function NoticeLog({ notices }: { notices: SentNotice[] }) {
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
            {notices.map(notice => {
              const known = NOTICE_EVENTS.find(each => each === notice.event);
              const error = notice.sent_at === null ? (notice.attempts.at(-1)?.error ?? '') : '';
              return (
                <tr key={notice.id}>
                  <td>
                    <TimeText at={notice.created_at} />
                  </td>
                  <td>{notice.channel}</td>
                  <td>{known === undefined ? <span className="mono">{notice.event}</span> : t(`notice.event.${known}`)}</td>
                  <td>
                    <StateTag of="notice" state={notice.state} />
                  </td>
                  <td>
                    {notice.title} {notice.job_id !== null && <Link className="in-text" to={`/jobs/${encodeURIComponent(notice.job_id)}`}>{t('notice.log.job')}</Link>} {error !== '' && <span className="tone-bad">{error}</span>}
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
