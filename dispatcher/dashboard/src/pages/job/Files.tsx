import { Button } from 'antd';
import { useState } from 'react';
import { useGet } from '../../api/hooks';
import { Nothing } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { bytes } from '../../parts/time';
import { useShared } from '../../texts';
import { useTexts } from './texts';

/** The files that a job pulled or carries. */
export function Files({ id }: { id: string }) {
  const t = useTexts();
  const s = useShared();
  const [page, setPage] = useState(0);
  const { data, error, refetch } = useGet('/api/v1/jobs/{id}/files', { path: { id }, query: { page }, keep: true });
  if (error?.status === 404 || (data && data.total === 0)) return <Nothing text={t('files.none')} />;
  if (error) return <ProblemText error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  return (
    <section className="panel flush">
      <div className="table-wrap">
        <table className="grid-table">
          <caption className="sr-only">{t('tab.files')}</caption>
          <thead>
            <tr>
              <th>{t('files.name')}</th>
              <th className="right">{t('files.size')}</th>
              <th>MD5</th>
              <th>SHA-256</th>
            </tr>
          </thead>
          <tbody>
            {data.files.map(file => (
              <tr key={file.name}>
                <td className="mono">{file.name}</td>
                <td className="right num nowrap">{bytes(file.size)}</td>
                <td className="mono">{file.md5}</td>
                <td className="mono" title={file.sha256}>
                  {file.sha256.slice(0, 16)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="pager">
        <span className="muted">{t('files.total', { count: data.total, bytes: bytes(data.total_bytes) })}</span>
        {data.pages > 1 && (
          <>
            <span className="muted">{t('files.page', { page: page + 1, pages: data.pages })}</span>
            <Button disabled={page === 0} onClick={() => setPage(page - 1)}>
              {s('action.previous')}
            </Button>
            <Button disabled={page + 1 >= data.pages} onClick={() => setPage(page + 1)}>
              {s('action.next')}
            </Button>
          </>
        )}
      </div>
    </section>
  );
}
