import { useState } from 'react';
import { Link } from 'react-router';
import { useCall, useGet } from '../../api/hooks';
import type { Approval } from '../../api/types';
import { findArea, useProject } from '../../app/project';
import { useMe } from '../../app/session';
import { AreaField } from '../../forms/Field';
import { Confirm, Dialog, Drawer } from '../../forms/Lazy';
import { RequestBody } from '../../forms/RequestBody';
import { useRefusal } from '../../forms/useRefusal';
import { CopyAs } from '../../parts/CopyAs';
import { GatedButton } from '../../parts/GatedButton';
import { Nothing } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { StateTag } from '../../parts/StateTag';
import { TimeText } from '../../parts/TimeText';
import { toast } from '../../parts/toast';
import { useShared } from '../../texts';
import { useTexts } from './texts';

const LIST = '/api/v1/approvals';
const ONE = '/api/v1/approvals/{id}';
/** Whoever asked waits here for the decision. */
const EVERY_MS = 5_000;
/** Characters of a reason that the server takes. */
const LEAST = 4;
type Act = 'approve' | 'reject' | 'withdraw';

function Decide({ approval, act, onClose }: { approval: Approval; act: Act; onClose: () => void }) {
  const t = useTexts();
  const [reason, setReason] = useState('');
  const { projects } = useProject();
  const area = findArea(projects.find(each => each.code === approval.project) ?? null, approval.area_code);
  const refusal = useRefusal([['reason']]);
  const decide = useCall('post', `${ONE}/${act}` as `${typeof ONE}/approve`, [LIST, ONE]);
  const submit = () =>
    decide.mutate(
      { path: { id: approval.id }, body: { reason: reason.trim() } },
      {
        onSuccess: () => {
          toast(t(`${act}.done`));
          onClose();
        },
        onError: problem => refusal.refuse(problem),
      },
    );
  const opinion = <AreaField label={t('opinion')} hint={t(act === 'reject' ? 'opinion.must' : 'opinion.may')} errors={refusal.at('reason')} value={reason} onChange={setReason} rows={2} />;
  if (act === 'approve') {
    return (
      <Confirm open title={t('approve.title')} scope={{ ...approval.scope, text: t('approve.text') }} word={approval.area} production={area?.production === true} action={t('approve')} busy={decide.isPending} onConfirm={submit} onClose={onClose}>
        {opinion}
        {refusal.summary}
      </Confirm>
    );
  }
  return (
    <Dialog title={t(`${act}.title`)} action={t(act)} danger={act === 'reject'} busy={decide.isPending} reason={act === 'reject' && reason.trim().length < LEAST ? t('why.reason') : null} onSubmit={submit} onClose={onClose}>
      {opinion}
      {refusal.summary}
    </Dialog>
  );
}

function Whole({ approval }: { approval: Approval }) {
  const t = useTexts();
  const s = useShared();
  const me = useMe();
  const [act, setAct] = useState<Act | null>(null);
  const over = approval.state === 'WAITING' ? null : t('why.over');
  const mayNot = over ?? (approval.may_decide ? null : (approval.why_not ?? t('why.over')));
  return (
    <div className="stack">
      <dl className="facts">
        <dt>{t('state')}</dt>
        <dd>
          <StateTag of="approval" state={approval.state} />
        </dd>
        <dt>{t('what')}</dt>
        <dd>
          {s(`request.${approval.request}`)} · <span className="mono">{approval.project}</span> / {approval.area} <span className="mono">{approval.area_code}</span>
        </dd>
        <dt>{t('scope')}</dt>
        <dd className="num">{t('servers', { ips: approval.scope.ips, servers: approval.scope.servers })}</dd>
        <dt>{t('reason')}</dt>
        <dd>{approval.reason}</dd>
        <dt>{t('who')}</dt>
        <dd>
          {approval.requested_by} <TimeText at={approval.requested_at} />
        </dd>
        {approval.state === 'WAITING' && (
          <>
            <dt>{t('expires')}</dt>
            <dd>
              <TimeText at={approval.expires_at} />
            </dd>
          </>
        )}
        {approval.decided_at != null && (
          <>
            <dt>{t('decided')}</dt>
            <dd>
              {approval.decided_by} <TimeText at={approval.decided_at} />
            </dd>
          </>
        )}
        {approval.decision != null && approval.decision !== '' && (
          <>
            <dt>{t('decision')}</dt>
            <dd>{approval.decision}</dd>
          </>
        )}
        {approval.job_id != null && (
          <>
            <dt>{t('job')}</dt>
            <dd>
              <Link to={`/jobs/${encodeURIComponent(approval.job_id)}`} className="mono">
                {approval.job_id}
              </Link>
            </dd>
          </>
        )}
      </dl>
      <div className="toolbar">
        <GatedButton need="approver" project={approval.project} type="primary" reason={mayNot} onClick={() => setAct('approve')}>
          {t('approve')}
        </GatedButton>
        <GatedButton need="approver" project={approval.project} danger reason={mayNot} onClick={() => setAct('reject')}>
          {t('reject')}
        </GatedButton>
        <GatedButton need="viewer" project={approval.project} reason={over ?? (approval.requested_by === me?.account ? null : t('why.mine'))} onClick={() => setAct('withdraw')}>
          {t('withdraw')}
        </GatedButton>
        <CopyAs command={{ method: 'POST', url: `${LIST}/${encodeURIComponent(approval.id)}/approve`, body: { reason: '' } }} />
      </div>
      <p>
        <strong>{t('body')}</strong>
      </p>
      <RequestBody body={approval.body} />
      {act !== null && <Decide approval={approval} act={act} onClose={() => setAct(null)} />}
    </div>
  );
}

/** One request with what it would do, for whoever decides. */
export function ApprovalDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTexts();
  const s = useShared();
  const one = useGet(ONE, { path: { id }, every: EVERY_MS });
  const missing = one.error?.status === 404;
  return (
    <Drawer title={one.data ? `${s(`request.${one.data.request}`)} · ${one.data.area}` : t('what')} width={680} onClose={onClose}>
      {missing && <Nothing text={t('unknown')} />}
      {one.error && !missing && <ProblemText error={one.error} onRetry={() => void one.refetch()} />}
      {one.data && <Whole approval={one.data} />}
    </Drawer>
  );
}
