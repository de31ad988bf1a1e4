import { Link } from 'react-router';
import type { AuditEntry } from '../../api/types';
import { CopyText } from '../../parts/CopyAs';
import { Tag } from '../../parts/StateTag';
import { TimeText } from '../../parts/TimeText';
import { asText, changes, type FieldChange } from './changes';
import { useTexts } from './texts';

const COLUMNS = 6;

function Changed({ list }: { list: FieldChange[] }) {
  const t = useTexts();
  return (
    <div className="table-wrap">
      <table className="grid-table audit-changes">
        <thead>
          <tr>
            <th>{t('field')}</th>
            <th>{t('before')}</th>
            <th>{t('after')}</th>
          </tr>
        </thead>
        <tbody>
          {list.map(({ field, before, after }) => (
            <tr key={field}>
              <td className="mono">{field === '' ? t('whole') : field}</td>
              <td>{before == null ? <span className="muted">{t('absent')}</span> : <del className="mono">{asText(before)}</del>}</td>
              <td>{after == null ? <span className="muted">{t('absent')}</span> : <ins className="mono">{asText(after)}</ins>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Detail({ entry, list }: { entry: AuditEntry; list: FieldChange[] }) {
  const t = useTexts();
  return (
    <div className="audit-detail">
      {list.length > 0 ? <Changed list={list} /> : <p className="muted">{t('unchanged')}</p>}
      <dl className="facts">
        {entry.note != null && entry.note !== '' && (
          <>
            <dt>{t('note')}</dt>
            <dd>{entry.note}</dd>
          </>
        )}
        {entry.request_id !== undefined && (
          <>
            <dt>{t('request')}</dt>
            <dd>
              <CopyText text={entry.request_id} />
            </dd>
          </>
        )}
        <dt>{t('hash')}</dt>
        <dd>
          <CopyText text={entry.hash} />
        </dd>
        <dt>{t('previous')}</dt>
        <dd className="mono muted">{entry.previous}</dd>
      </dl>
    </div>
  );
}

/** One entry; opened, it shows what was there before and after. */
export function Entry({ entry, open, onToggle }: { entry: AuditEntry; open: boolean; onToggle: () => void }) {
  const t = useTexts();
  const list = changes(entry.before, entry.after);
  const good = entry.status < 400;
  return (
    <>
      <tr className="clickable" onClick={onToggle}>
        <td className="nowrap">
          <button
            type="button"
            className="linkish mono"
            aria-expanded={open}
            aria-label={t('open', { seq: entry.seq })}
            onClick={event => {
              event.stopPropagation();
              onToggle();
            }}
          >
            {open ? '▾' : '▸'} {entry.seq}
          </button>
        </td>
        <td>
          <TimeText at={entry.at} />
        </td>
        <td className="two-lines">
          <span className="nowrap">{entry.who}</span>
          <span className="mono muted" title={t('address')}>
            {entry.address}
          </span>
        </td>
        <td className="request">
          <span className="mono">
            <strong>{entry.method}</strong> {entry.path}
          </span>
          {entry.job_id != null && (
            <div>
              <Link to={`/jobs/${encodeURIComponent(entry.job_id)}`} className="mono" onClick={event => event.stopPropagation()}>
                {entry.job_id}
              </Link>
            </div>
          )}
        </td>
        <td className="nowrap">
          <Tag tone={good ? 'ok' : entry.status >= 500 ? 'warn' : 'bad'} glyph={good ? '✓' : '✗'} text={good ? t('accepted') : (entry.code ?? String(entry.status))} /> <span className="muted num">{entry.status}</span>
        </td>
        <td className="nowrap">{list.length > 0 && t('fields', { count: list.length })}</td>
      </tr>
      {open && (
        <tr>
          <td colSpan={COLUMNS} className="detail">
            <Detail entry={entry} list={list} />
          </td>
        </tr>
      )}
    </>
  );
}
