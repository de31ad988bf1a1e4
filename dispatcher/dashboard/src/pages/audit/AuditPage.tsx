import { useState } from 'react';
import { Link } from 'react-router';
import { buildUrl, call } from '../../api/client';
import { Problem } from '../../api/problem';
import { useGet } from '../../api/hooks';
import type { AuditEntry, AuditVerdict } from '../../api/types';
import { useProject } from '../../app/project';
import { Drawer } from '../../forms/Lazy';
import { Pager } from '../../forms/Pager';
import { usePatch } from '../../forms/address';
import { CopyAs, CopyText } from '../../parts/CopyAs';
import { useFilter } from '../../parts/filters';
import { GatedButton } from '../../parts/GatedButton';
import { Nothing, Page, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { Tag } from '../../parts/StateTag';
import { TimeText } from '../../parts/TimeText';
import { useShared } from '../../texts';
import { Filters, instant } from './Filters';
import { useTexts } from './texts';
import './audit.css';

const PAGE = 100;

function good(entry: AuditEntry): boolean {
  return entry.status < 400;
}

function Detail({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const t = useTexts();
  const facts: [string, React.ReactNode][] = [
    [t('col.at'), <TimeText key="at" at={entry.at} />],
    [t('col.who'), entry.who],
    [t('address'), <span key="address" className="mono">{entry.address ?? '—'}</span>],
    [t('col.act'), <span key="act" className="mono">{`${entry.method} ${entry.path}`}</span>],
    [t('col.result'), `${entry.status} ${entry.code ?? ''}`],
    [t('project'), entry.project ?? '—'],
    [t('note'), entry.note ?? '—'],
    [t('job'), entry.job_id === null ? '—' : <Link key="job" className="mono" to={`/jobs/${encodeURIComponent(entry.job_id)}`}>{entry.job_id}</Link>],
    [t('requestId'), entry.request_id === undefined ? '—' : <CopyText key="request" text={entry.request_id} />],
    ['SHA-256', <CopyText key="hash" text={entry.hash} shown={entry.hash.slice(0, 24)} />],
    [t('previous'), <span key="previous" className="mono muted">{entry.previous.slice(0, 24)}</span>],
  ];
  return (
    <Drawer title={t('entry', { seq: entry.seq })} width={760} onClose={onClose}>
      <div className="drawer-parts">
        <dl className="facts">
          {facts.map(([name, value]) => (
            <div key={name} className="contents">
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {(entry.before != null || entry.after != null) && (
          <div className="before-after">
            <section>
              <h2>{t('before')}</h2>
              <pre className="output">{entry.before == null ? '—' : JSON.stringify(entry.before, null, 2)}</pre>
            </section>
            <section>
              <h2>{t('after')}</h2>
              <pre className="output">{entry.after == null ? '—' : JSON.stringify(entry.after, null, 2)}</pre>
            </section>
          </div>
        )}
      </div>
    </Drawer>
  );
}

/** Asks whether every entry is still as it was written. */
function Verify() {
  const t = useTexts();
  const [verdict, setVerdict] = useState<AuditVerdict | Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const look = async () => {
    setBusy(true);
    setVerdict(await call('get', '/api/v1/audit/verify').catch((error: unknown) => Problem.of(error)));
    setBusy(false);
  };
  return (
    <>
      <GatedButton need="admin" project="*" loading={busy} onClick={() => void look()}>
        {t('verify')}
      </GatedButton>
      {verdict instanceof Problem && <Tag tone="bad" glyph="✗" text={verdict.title} />}
      {verdict !== null && !(verdict instanceof Problem) && (
        <Tag tone={verdict.ok ? 'ok' : 'bad'} glyph={verdict.ok ? '✓' : '✗'} text={verdict.ok ? t('verify.ok', { count: verdict.entries }) : t('verify.bad', { seq: verdict.first_bad?.seq ?? '?', why: verdict.first_bad?.why ?? '' })} />
      )}
    </>
  );
}

/** Who did what, from where, and what came of it. */
export default function AuditPage() {
  const t = useTexts();
  const s = useShared();
  const { code } = useProject();
  const [who] = useFilter('who');
  const [path] = useFilter('path');
  const [result] = useFilter('code');
  const [job] = useFilter('job');
  const [from] = useFilter('from');
  const [to] = useFilter('to');
  const [token, setToken] = useFilter('page_token');
  const [open, setOpen] = useFilter('seq');
  const patch = usePatch();
  const filters = {
    ...(code === null ? {} : { project: [code] }),
    ...(who === '' ? {} : { who }),
    ...(path === '' ? {} : { path }),
    ...(result === '' ? {} : { code: result }),
    ...(job === '' ? {} : { job }),
    ...(instant(from) === '' ? {} : { from: instant(from) }),
    ...(instant(to) === '' ? {} : { to: instant(to) }),
  };
  const { data, error, refetch } = useGet('/api/v1/audit', { query: { ...filters, limit: PAGE, ...(token === '' ? {} : { page_token: token }) }, keep: true });
  const list = data?.entries ?? [];
  const shown = list.find(entry => String(entry.seq) === open) ?? null;
  return (
    <Page
      title={s('page.audit')}
      actions={
        <>
          <Verify />
          <a className="btn" href={buildUrl('/api/v1/audit/export', {}, { format: 'csv', ...filters })} download>
            CSV
          </a>
          <a className="btn" href={buildUrl('/api/v1/audit/export', {}, { format: 'jsonl', ...filters })} download>
            JSONL
          </a>
          <CopyAs command={{ method: 'GET', url: buildUrl('/api/v1/audit', {}, { ...filters, limit: PAGE }) }} />
        </>
      }
    >
      <Filters values={{ who, path, code: result, job, from, to }} onChange={patch} />
      {error && <ProblemText error={error} onRetry={() => void refetch()} />}
      <Panel flush>
        {data && list.length === 0 && <Nothing text={t('none')} advice={t('none.advice')} />}
        {list.length > 0 && (
          <div className="table-wrap">
            <table className="grid-table">
              <thead>
                <tr>
                  <th className="right">#</th>
                  <th>{t('col.at')}</th>
                  <th>{t('col.who')}</th>
                  <th>{t('address')}</th>
                  <th>{t('col.act')}</th>
                  <th>{t('col.result')}</th>
                  <th>{t('col.more')}</th>
                </tr>
              </thead>
              <tbody>
                {list.map(entry => (
                  <tr key={entry.seq} className="clickable" onClick={() => setOpen(String(entry.seq))}>
                    <td className="right num">
                      <button type="button" className="linkish num" onClick={() => setOpen(String(entry.seq))}>
                        {entry.seq}
                      </button>
                    </td>
                    <td>
                      <TimeText at={entry.at} />
                    </td>
                    <td className="nowrap">{entry.who}</td>
                    <td className="mono">{entry.address}</td>
                    <td>
                      <span className="mono">{entry.method}</span> <span className="mono audit-path">{entry.path}</span>
                    </td>
                    <td className="nowrap">
                      <Tag tone={good(entry) ? 'ok' : 'bad'} glyph={good(entry) ? '✓' : '✗'} text={good(entry) ? String(entry.status) : `${entry.status} ${entry.code ?? ''}`} plain />
                    </td>
                    <td>
                      {entry.job_id !== null && (
                        <Link className="mono clip audit-job in-text" to={`/jobs/${encodeURIComponent(entry.job_id)}`} onClick={event => event.stopPropagation()}>
                          {entry.job_id}
                        </Link>
                      )}
                      {(entry.before != null || entry.after != null) && <span className="muted"> {t('changed')}</span>}
                      {entry.note != null && <span> {entry.note}</span>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <Pager token={token} next={data?.next_page_token} onToken={setToken} />
      </Panel>
      {shown !== null && <Detail key={open} entry={shown} onClose={() => setOpen('')} />}
    </Page>
  );
}
