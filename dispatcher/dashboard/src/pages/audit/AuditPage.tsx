import { useState } from 'react';
import { buildUrl } from '../../api/client';
import { useGet } from '../../api/hooks';
import { useProject } from '../../app/project';
import { useMe } from '../../app/session';
import { usePatch } from '../../forms/address';
import { TextField } from '../../forms/Field';
import { CopyAs } from '../../parts/CopyAs';
import { useFilter } from '../../parts/filters';
import { Nothing, Page, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { useShared } from '../../texts';
import { toLocal, toMoment } from './changes';
import { Entry } from './Entry';
import { useTexts } from './texts';
import { useVerify, Verdict } from './Verify';
import './audit.css';
import '../../forms/forms.css';

const PAGE = 100;
const EVERY_MS = 15_000;
const DAY_MS = 86_400_000;
const NAMES = ['who', 'path', 'code', 'job'] as const;

/** Text filters take effect on Enter or when one leaves them: each would be a search through the whole audit. */
function Filters({ values, onPatch }: { values: Record<string, string>; onPatch: (patch: Record<string, string>) => void }) {
  const t = useTexts();
  const s = useShared();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const apply = () => {
    if (Object.keys(typed).length > 0) onPatch({ ...typed, seq: '' });
    setTyped({});
  };
  const since = (ms: number) => onPatch({ from: new Date(Math.floor((Date.now() - ms) / 60_000) * 60_000).toISOString(), to: '', seq: '' });
  const any = Object.values(values).some(value => value !== '');
  return (
    <form
      role="search"
      onBlur={apply}
      onSubmit={event => {
        event.preventDefault();
        apply();
      }}
    >
      <div className="audit-filters">
        {NAMES.map(name => (
          <TextField key={name} label={t(name)} value={typed[name] ?? values[name] ?? ''} onChange={value => setTyped({ ...typed, [name]: value })} mono placeholder={name === 'who' ? t('who.hint') : name === 'code' ? t('code.hint') : ''} />
        ))}
        <TextField label={t('from')} type="datetime-local" value={toLocal(values['from'] ?? '')} onChange={value => onPatch({ from: toMoment(value), seq: '' })} />
        <TextField label={t('to')} type="datetime-local" value={toLocal(values['to'] ?? '')} onChange={value => onPatch({ to: toMoment(value), seq: '' })} />
      </div>
      <div className="toolbar">
        <button type="submit" className="btn">
          {s('action.search')}
        </button>
        <button type="button" className="linkish" onClick={() => since(DAY_MS)}>
          {t('day')}
        </button>
        <button type="button" className="linkish" onClick={() => since(7 * DAY_MS)}>
          {t('week')}
        </button>
        {any && (
          <button
            type="button"
            className="linkish"
            onClick={() => {
              setTyped({});
              onPatch({ who: '', path: '', code: '', job: '', from: '', to: '', seq: '' });
            }}
          >
            {s('action.clear')}
          </button>
        )}
      </div>
    </form>
  );
}

function Audit() {
  const t = useTexts();
  const s = useShared();
  const patch = usePatch();
  const { code: project } = useProject();
  const [who] = useFilter('who');
  const [path] = useFilter('path');
  const [code] = useFilter('code');
  const [job] = useFilter('job');
  const [from] = useFilter('from');
  const [to] = useFilter('to');
  const [seq] = useFilter('seq');
  const [token, setToken] = useFilter('page_token');
  const verify = useVerify();
  const filters = { who, path, code, job, from, to };
  const wanted = { ...filters, ...(project === null ? {} : { project: [project] }) };
  const query = { ...wanted, limit: PAGE, page_token: token };
  const audit = useGet('/api/v1/audit', { query, keep: true, every: token === '' ? EVERY_MS : false });
  const list = audit.data?.entries ?? [];
  const filtered = project !== null || Object.values(filters).some(value => value !== '');
  const off = audit.error?.status === 404;
  const link = (format: 'csv' | 'jsonl') => buildUrl('/api/v1/audit/export', {}, { format, ...wanted });
  return (
    <Page
      title={s('page.audit')}
      actions={
        !off && (
          <>
            <a className="btn" href={link('csv')} download title={t('export.title')}>
              {t('csv')}
            </a>
            <a className="btn" href={link('jsonl')} download title={t('export.title')}>
              {t('jsonl')}
            </a>
            <button type="button" className="btn" title={t('verify.title')} disabled={verify.isPending} onClick={() => verify.mutate()}>
              {t('verify')}
            </button>
            <CopyAs command={{ method: 'GET', url: buildUrl('/api/v1/audit', {}, { ...wanted, limit: PAGE }) }} />
          </>
        )
      }
    >
      {off ? (
        <Panel>
          <Nothing text={t('off')} advice={t('off.advice')} />
        </Panel>
      ) : (
        <>
          <Verdict verify={verify} />
          <Filters values={filters} onPatch={patch} />
          {audit.error && <ProblemText error={audit.error} onRetry={() => void audit.refetch()} />}
          <Panel flush>
            {audit.isPending && !audit.error && <p className="nothing muted">{s('loading')}</p>}
            {audit.data && list.length === 0 && <Nothing text={t(filtered ? 'none' : 'first')} advice={t(filtered ? 'none.advice' : 'first.advice')} />}
            {list.length > 0 && (
              <div className="table-wrap" tabIndex={0} role="group" aria-label={s('page.audit')}>
                <table className="grid-table audit-table">
                  <thead>
                    <tr>
                      <th>#</th>
                      <th>{t('at')}</th>
                      <th>{t('who')}</th>
                      <th>{t('did')}</th>
                      <th>{t('result')}</th>
                      <th>{t('changed')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {list.map(entry => (
                      <Entry key={entry.seq} entry={entry} open={seq === String(entry.seq)} onToggle={() => patch({ seq: seq === String(entry.seq) ? '' : String(entry.seq), page_token: token })} />
                    ))}
                  </tbody>
                </table>
              </div>
            )}
            {(token !== '' || audit.data?.next_page_token != null) && (
              <nav className="pager" aria-label={s('action.next')}>
                {token !== '' && (
                  <button type="button" className="btn" onClick={() => setToken('')}>
                    {s('action.first')}
                  </button>
                )}
                <button type="button" className="btn" disabled={audit.data?.next_page_token == null} onClick={() => setToken(audit.data?.next_page_token ?? '')}>
                  {s('action.next')}
                </button>
              </nav>
            )}
          </Panel>
        </>
      )}
    </Page>
  );
}

export default function AuditPage() {
  const t = useTexts();
  const s = useShared();
  const me = useMe();
  if (me?.grants.some(grant => grant.roles.includes('admin'))) return <Audit />;
  return (
    <Page title={s('page.audit')}>
      <Panel>
        <Nothing text={t('gate')} advice={t('gate.advice')} />
      </Panel>
    </Page>
  );
}
