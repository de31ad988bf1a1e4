import { buildUrl } from '../../api/client';
import { useGet } from '../../api/hooks';
import type { Approval, ApprovalState } from '../../api/types';
import { useProject } from '../../app/project';
import { usePatch } from '../../forms/address';
import { Chips } from '../../forms/Field';
import { CopyAs } from '../../parts/CopyAs';
import { useFilter } from '../../parts/filters';
import { Nothing, Page, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { StateTag } from '../../parts/StateTag';
import { TimeText } from '../../parts/TimeText';
import { useShared } from '../../texts';
import { ApprovalDrawer } from './ApprovalDrawer';
import { useTexts } from './texts';

const STATES: ApprovalState[] = ['WAITING', 'APPROVED', 'REJECTED', 'WITHDRAWN', 'EXPIRED', 'VOID'];
const EVERY_MS = 10_000;

function Row({ approval, onOpen }: { approval: Approval; onOpen: () => void }) {
  const t = useTexts();
  const s = useShared();
  return (
    <tr className="clickable" onClick={onOpen}>
      <td>
        <StateTag of="approval" state={approval.state} />
      </td>
      <td className="two-lines">
        <button
          type="button"
          className="linkish"
          onClick={event => {
            event.stopPropagation();
            onOpen();
          }}
        >
          {s(`request.${approval.request}`)}
        </button>
        <span className="muted">
          <span className="mono">{approval.project}</span> / {approval.area}
        </span>
      </td>
      <td className="num">{t('servers', { ips: approval.scope.ips, servers: approval.scope.servers })}</td>
      <td>{approval.reason}</td>
      <td className="nowrap">{approval.requested_by}</td>
      <td>
        <TimeText at={approval.requested_at} />
      </td>
      <td>{approval.state === 'WAITING' ? <TimeText at={approval.expires_at} /> : <span className="nowrap">{approval.decided_by}</span>}</td>
    </tr>
  );
}

export default function ApprovalsPage() {
  const t = useTexts();
  const s = useShared();
  const patch = usePatch();
  const { code } = useProject();
  const [state, setState] = useFilter('state');
  const [open] = useFilter('id');
  const query = { ...(state === '' ? {} : { state: [state] }), ...(code === null ? {} : { project: [code] }) };
  const approvals = useGet('/api/v1/approvals', { query, keep: true, every: EVERY_MS });
  const list = approvals.data?.approvals ?? [];
  const off = approvals.error?.status === 404;
  return (
    <Page title={s('page.approvals')} actions={<CopyAs command={{ method: 'GET', url: buildUrl('/api/v1/approvals', {}, query) }} />}>
      <div className="toolbar">
        <Chips label={t('states')} value={state} choices={[{ value: '', label: t('all') }, ...STATES.map(value => ({ value, label: s(`approval.${value}`) }))]} onChange={setState} />
      </div>
      {approvals.error && !off && <ProblemText error={approvals.error} onRetry={() => void approvals.refetch()} />}
      <Panel flush>
        {off && <Nothing text={t('off')} advice={t('off.advice')} />}
        {approvals.isPending && !approvals.error && <p className="nothing muted">{s('loading')}</p>}
        {approvals.data && list.length === 0 && <Nothing text={t('empty')} advice={t('empty.advice')} />}
        {list.length > 0 && (
          <div className="table-wrap" tabIndex={0} role="group" aria-label={s('page.approvals')}>
            <table className="grid-table">
              <thead>
                <tr>
                  <th>{t('state')}</th>
                  <th>{t('what')}</th>
                  <th>{t('scope')}</th>
                  <th>{t('reason')}</th>
                  <th>{t('who')}</th>
                  <th>{t('at')}</th>
                  <th>{`${t('expires')} / ${t('decided')}`}</th>
                </tr>
              </thead>
              <tbody>
                {list.map(approval => (
                  <Row key={approval.id} approval={approval} onOpen={() => patch({ id: approval.id })} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
      {open !== '' && <ApprovalDrawer key={open} id={open} onClose={() => patch({ id: '' })} />}
    </Page>
  );
}
