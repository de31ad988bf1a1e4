import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useGet } from '../../api/hooks';
import type { Job } from '../../api/types';
import { Nothing } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { Tag } from '../../parts/StateTag';
import { TimeText } from '../../parts/TimeText';
import { useShared } from '../../texts';
import { useTexts } from './texts';

const LIMIT = 100;

/** What was asked of this job, by whom, and whether it was accepted. */
export function AuditTab({ job }: { job: Job }) {
  const t = useTexts();
  const s = useShared();
  const [token, setToken] = useState('');
  const { data, error, refetch } = useGet('/api/v1/audit', { query: { job: job.job_id, limit: LIMIT, page_token: token === '' ? undefined : token }, keep: true });
  if (error) return <ProblemText error={error} onRetry={() => void refetch()} />;
  if (!data) return <p className="muted">{t('reading')}</p>;
  if (data.entries.length === 0) return <Nothing text={t('audit.none')} />;
  return (
    <section className="panel flush">
      <div className="table-wrap" tabIndex={0} role="region" aria-label={t('tab.audit')}>
        <table className="grid-table">
          <caption className="sr-only">{t('tab.audit')}</caption>
          <thead>
            <tr>
              <th>{t('audit.at')}</th>
              <th>{t('audit.who')}</th>
              <th>{t('audit.what')}</th>
              <th>{t('audit.end')}</th>
              <th>{t('audit.note')}</th>
            </tr>
          </thead>
          <tbody>
            {data.entries.map(entry => (
              <tr key={entry.seq}>
                <td>
                  <TimeText at={entry.at} />
                </td>
                <td className="nowrap">
                  {entry.who} <span className="mono muted">{entry.address}</span>
                </td>
                <td className="mono audit-path">
                  <strong>{entry.method}</strong> {entry.path}
                </td>
                <td className="nowrap">
                  <Tag
                    tone={entry.status < 400 ? 'ok' : entry.status >= 500 ? 'warn' : 'bad'}
                    glyph={entry.status < 400 ? '✓' : '✗'}
                    text={entry.status < 400 ? t('audit.accepted') : (entry.code ?? String(entry.status))}
                  />{' '}
                  <span className="muted num">{entry.status}</span>
                </td>
                <td>{entry.note ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="pager">
        <Link to={`/audit?job=${encodeURIComponent(job.job_id)}`}>{t('audit.all')}</Link>
        {token !== '' && <Button onClick={() => setToken('')}>{s('action.first')}</Button>}
        {data.next_page_token != null && <Button onClick={() => setToken(data.next_page_token ?? '')}>{s('action.next')}</Button>}
      </div>
    </section>
  );
}
