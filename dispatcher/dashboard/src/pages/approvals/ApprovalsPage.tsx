import { Link } from 'react-router';
import { buildUrl } from '../../api/client';
import { useGet } from '../../api/hooks';
import type { Approval, ApprovalState } from '../../api/types';
import { useProject } from '../../app/project';
import { useMe } from '../../app/session';
import { Chips } from '../../forms/Field';
import { CopyAs } from '../../parts/CopyAs';
import { useFilter } from '../../parts/filters';
import { Nothing, Page, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { StateTag, Tag } from '../../parts/StateTag';
import { TimeText } from '../../parts/TimeText';
import { useShared } from '../../texts';
import { ApprovalDrawer } from './ApprovalDrawer';
import { useTexts } from './texts';

const STATES: ApprovalState[] = ['WAITING', 'APPROVED', 'REJECTED', 'WITHDRAWN', 'EXPIRED', 'VOID'];
const EVERY_MS = 10_000;

function Row({ approval, own, onOpen }: { approval: Approval; own: boolean; onOpen: () => void }) {
  const t = useTexts();
  return (
    <tr className="clickable" onClick={onOpen}>
      <td>
        <StateTag of="approval" state={approval.state} />
      </td>
      <td>
        <button type="button" className="linkish" onClick={onOpen}>
          {t(`request.${approval.request}`)}
        </button>{' '}
        {approval.may_decide && <Tag tone="run" glyph="▸" text={t('forMe')} plain />}
        {own && <span className="muted">{t('own')}</span>}
      </td>
      <td className="nowrap">
        <span className="mono">{approval.project}</span> / {approval.area}
      </td>
      <td className="num nowrap">{t('scope', { ips: approval.scope.ips, servers: approval.scope.servers })}</td>
      <td>{approval.requested_by}</td>
      <td>
        <span className="clip" title={approval.reason}>
          {approval.reason}
        </span>
      </td>
      <td>
        <TimeText at={approval.requested_at} />
      </td>
      <td>
        {approval.state === 'WAITING' ? (
          <TimeText at={approval.expires_at} show="relative" />
        ) : (
          <>
            {approval.decided_by}{' '}
            {approval.job_id !== null && (
              <Link className="in-text" to={`/jobs/${encodeURIComponent(approval.job_id)}`} onClick={event => event.stopPropagation()}>
                {t('job')}
              </Link>
            )}
          </>
        )}
      </td>
    </tr>
  );
}

/** Requests that wait for a second person, and what became of the others. */
export default function ApprovalsPage() {
  const t = useTexts();
  const s = useShared();
  const me = useMe();
  const { code } = useProject();
  const [state, setState] = useFilter('state');
  const [open, setOpen] = useFilter('id');
  const query = { ...(code === null ? {} : { project: [code] }), ...(state === '' ? {} : { state: [state] }), limit: 200 };
  const { data, error, refetch } = useGet('/api/v1/approvals', { query, keep: true, every: EVERY_MS });
  const list = data?.approvals ?? [];
  const waiting = list.filter(each => each.may_decide).length;
  return (
    <Page
      title={s('page.approvals')}
      aside={waiting > 0 && <Tag tone="run" glyph="▸" text={t('waiting', { count: waiting })} />}
      actions={<CopyAs command={{ method: 'GET', url: buildUrl('/api/v1/approvals', {}, query) }} />}
    >
      <div className="toolbar">
        <Chips label={t('states')} value={state} onChange={setState} choices={[{ value: '', label: t('all') }, ...STATES.map(value => ({ value, label: s(`approval.${value}`) }))]} />
      </div>
      {error && <ProblemText error={error} onRetry={() => void refetch()} />}
      <Panel flush>
        {data && list.length === 0 && <Nothing text={t('none')} advice={t('none.advice')} />}
        {list.length > 0 && (
          <div className="table-wrap">
            <table className="grid-table">
              <thead>
                <tr>
                  <th>{t('state')}</th>
                  <th>{t('request')}</th>
                  <th>{t('where')}</th>
                  <th>{t('size')}</th>
                  <th>{t('who')}</th>
                  <th>{t('reason')}</th>
                  <th>{t('at')}</th>
                  <th>{t('until')}</th>
                </tr>
              </thead>
              <tbody>
                {list.map(approval => (
                  <Row key={approval.id} approval={approval} own={approval.requested_by === me?.account} onOpen={() => setOpen(approval.id)} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
      {open !== '' && <ApprovalDrawer key={open} id={open} onClose={() => setOpen('')} />}
    </Page>
  );
}
