import { useState } from 'react';
import { Link } from 'react-router';
import { buildUrl } from '../../api/client';
import { useCall, useGet } from '../../api/hooks';
import type { Approval } from '../../api/types';
import { findArea, useProject } from '../../app/project';
import { useMe } from '../../app/session';
import { AreaField } from '../../forms/Field';
import { Confirm, Drawer } from '../../forms/Lazy';
import { RequestBody } from '../../forms/RequestBody';
import { useRefusal } from '../../forms/useRefusal';
import { CopyAs, CopyText } from '../../parts/CopyAs';
import { GatedButton } from '../../parts/GatedButton';
import { ProblemText } from '../../parts/ProblemText';
import { StateTag, Tag } from '../../parts/StateTag';
import { TimeText } from '../../parts/TimeText';
import { toast } from '../../parts/toast';
import { useTexts } from './texts';

type Act = 'approve' | 'reject' | 'withdraw';
const PATHS = {
  approve: '/api/v1/approvals/{id}/approve',
  reject: '/api/v1/approvals/{id}/reject',
  withdraw: '/api/v1/approvals/{id}/withdraw',
} as const;

function Decision({ approval, act, onClose }: { approval: Approval; act: Act; onClose: () => void }) {
  const t = useTexts();
  const { projects } = useProject();
  const [reason, setReason] = useState('');
  const refusal = useRefusal([['reason']]);
  const decide = useCall('post', PATHS[act] as typeof PATHS.approve, ['/api/v1/approvals', '/api/v1/approvals/{id}', '/api/v1/overview']);
  const area = findArea(projects.find(each => each.code === approval.project) ?? null, approval.area);
  const path = { id: approval.id };
  const body = { reason: reason.trim() };
  const send = () =>
    decide.mutate(
      { path, body },
      {
        onSuccess: () => {
          toast(t(`done.${act}`));
          onClose();
        },
        onError: problem => refusal.refuse(problem),
      },
    );
  return (
    <Confirm
      open
      danger={act !== 'approve'}
      title={t(`ask.${act}`)}
      scope={{ ips: approval.scope.ips, servers: approval.scope.servers, text: `${approval.requested_by}: ${approval.reason}` }}
      word={approval.area}
      production={act === 'approve' && area?.production === true}
      action={t(act)}
      busy={decide.isPending}
      onConfirm={send}
      onClose={onClose}
    >
      <AreaField label={t(`say.${act}`)} errors={refusal.at('reason')} value={reason} onChange={setReason} rows={2} />
      {refusal.summary}
      <span>
        <CopyAs size="small" command={{ method: 'POST', url: buildUrl(PATHS[act], path), body }} />
      </span>
    </Confirm>
  );
}

/** One request: what would happen, why it is wanted, and the yes or no. */
export function ApprovalDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTexts();
  const me = useMe();
  const [act, setAct] = useState<Act | null>(null);
  const { data, error, refetch } = useGet('/api/v1/approvals/{id}', { path: { id }, every: 10_000 });
  const own = data?.requested_by === me?.account;
  const waits = data?.state === 'WAITING' ? null : t('why.over');
  return (
    <Drawer
      width={760}
      onClose={onClose}
      title={
        <span className="drawer-title-line">
          {data ? t(`request.${data.request}`) : ''} {data && <StateTag of="approval" state={data.state} />}
        </span>
      }
    >
      {error && <ProblemText error={error} onRetry={() => void refetch()} />}
      {data && (
        <div className="drawer-parts">
          <dl className="facts">
            <dt>{t('where')}</dt>
            <dd>{`${data.project} / ${data.area} ${data.area_code}`}</dd>
            <dt>{t('size')}</dt>
            <dd className="num">{t('scope', { ips: data.scope.ips, servers: data.scope.servers })}</dd>
            <dt>{t('who')}</dt>
            <dd>
              {data.requested_by} · <TimeText at={data.requested_at} />
            </dd>
            <dt>{t('reason')}</dt>
            <dd>{data.reason}</dd>
            {data.state === 'WAITING' && (
              <>
                <dt>{t('until')}</dt>
                <dd>
                  <TimeText at={data.expires_at} />
                </dd>
              </>
            )}
            {data.decided_at !== null && (
              <>
                <dt>{t('decided')}</dt>
                <dd>
                  {data.decided_by} <TimeText at={data.decided_at} /> {data.decision}
                </dd>
              </>
            )}
            {data.job_id !== null && (
              <>
                <dt>{t('job')}</dt>
                <dd>
                  <Link className="mono" to={`/jobs/${encodeURIComponent(data.job_id)}`}>
                    {data.job_id}
                  </Link>
                </dd>
              </>
            )}
            <dt>id</dt>
            <dd>
              <CopyText text={data.id} />
            </dd>
          </dl>
          <div className="toolbar approval-acts">
            <GatedButton need="approver" project={data.project} type="primary" reason={waits ?? (data.may_decide ? null : (data.why_not ?? t('why.not')))} onClick={() => setAct('approve')}>
              {t('approve')}
            </GatedButton>
            <GatedButton need="approver" project={data.project} danger reason={waits ?? (data.may_decide ? null : (data.why_not ?? t('why.not')))} onClick={() => setAct('reject')}>
              {t('reject')}
            </GatedButton>
            <GatedButton need="operator" project={data.project} reason={waits ?? (own ? null : t('why.others'))} onClick={() => setAct('withdraw')}>
              {t('withdraw')}
            </GatedButton>
            {!data.may_decide && data.why_not !== null && data.state === 'WAITING' && <Tag tone="warn" glyph="!" text={data.why_not} plain />}
          </div>
          <h2>{t('what')}</h2>
          <RequestBody body={data.body} />
          {act !== null && <Decision approval={data} act={act} onClose={() => setAct(null)} />}
        </div>
      )}
    </Drawer>
  );
}
