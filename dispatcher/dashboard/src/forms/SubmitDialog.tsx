import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { buildUrl, call } from '../api/client';
import { Problem } from '../api/problem';
import type { ApprovalRequest, Project } from '../api/types';
import { ConfirmScope, type Scope } from '../parts/ConfirmScope';
import { CopyAs } from '../parts/CopyAs';
import { toast } from '../parts/toast';
import { AreaField, Chips, SelectField, TextField } from './Field';
import { useFormTexts } from './texts';

type Mode = 'now' | 'later' | 'approval';

interface Props {
  request: ApprovalRequest;
  project: Project;
  /** Code of the area, as the request names it. */
  areaCode: string;
  areaName: string;
  production: boolean;
  body: { uuid: string };
  title: string;
  action: string;
  /** Null while the server is still asked what it would take hold of. */
  scope: Scope | null;
  danger?: boolean;
  /** A plan of a release would expire: such requests begin now or not at all. */
  schedulable?: boolean;
  cli?: string[];
  children?: ReactNode;
  /** Errors that stand at a field of the form behind; true closes the dialog. */
  onRefused?: (problem: Problem) => boolean;
  onDone: () => void;
  onClose: () => void;
}

const ZONES = ['Asia/Shanghai', 'Asia/Taipei', 'Asia/Ho_Chi_Minh', 'UTC'];

/** Errors of a request inside another one, as if it had been sent itself. */
function unwrapped(problem: Problem): Problem {
  const errors = problem.errors.map(error => (error.pointer.startsWith('/body/') ? { ...error, pointer: error.pointer.slice('/body'.length) } : error));
  return new Problem(problem.status, problem.code, problem.title, errors, problem.hint, problem.requestId, problem.retryAfter);
}

function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The last question before a job: how much it takes hold of, and whether it begins now, later, or after somebody else agreed. */
export function SubmitDialog({ request, project, areaCode, areaName, production, body, title, action, scope, danger, schedulable = false, cli, children, onRefused, onDone, onClose }: Props) {
  const t = useFormTexts();
  const navigate = useNavigate();
  const [approval, setApproval] = useState(project.approval?.includes(request) === true);
  const [mode, setMode] = useState<Mode>(approval ? 'approval' : 'now');
  const [at, setAt] = useState('');
  const [zone, setZone] = useState(ownZone);
  const [missed, setMissed] = useState<'SKIP' | 'RUN'>('SKIP');
  const [reason, setReason] = useState('');
  const [override, setOverride] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const path = { project: project.code, area: areaCode };
  const query = override && reason.trim() !== '' && mode === 'now' ? { override_reason: reason.trim() } : {};
  const direct = `/api/v1/projects/{project}/areas/{area}/${request}` as '/api/v1/projects/{project}/areas/{area}/hot-updates';
  const scheduled = { request, body, at, zone, on_missed: missed, ...(override && reason.trim() !== '' ? { override_reason: reason.trim() } : {}) };

  const send = async (): Promise<string> => {
    if (mode === 'approval') {
      const made = await call('post', '/api/v1/projects/{project}/areas/{area}/approvals', { path, body: { request, body, reason: reason.trim() } });
      toast(t('submit.sent'));
      return `/approvals?id=${encodeURIComponent(made.id)}`;
    }
    if (mode === 'later') {
      await call('post', '/api/v1/projects/{project}/areas/{area}/schedules', { path, body: scheduled as never });
      toast(t('submit.scheduled'));
      return `/schedules?project=${encodeURIComponent(project.code)}`;
    }
    const accepted = await call('post', direct, { path, query, body: body as never });
    toast(t('submit.accepted'));
    return `/jobs/${encodeURIComponent(accepted.job_id)}?project=${encodeURIComponent(project.code)}`;
  };
  const confirm = async () => {
    setBusy(true);
    setError(null);
    try {
      const to = await send();
      onDone();
      void navigate(to);
    } catch (refused) {
      const problem = unwrapped(Problem.of(refused));
      if (problem.code === 'approval_required') {
        setApproval(true);
        setMode('approval');
      }
      if (problem.code === 'frozen' || problem.code === 'outside_window') setOverride(true);
      if (onRefused?.(problem) === true) onClose();
      else setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const modes: { value: Mode; label: string }[] = approval
    ? [{ value: 'approval', label: t('submit.approval') }]
    : [{ value: 'now', label: t('submit.now') }, ...(schedulable ? [{ value: 'later' as const, label: t('submit.later') }] : []), { value: 'approval', label: t('submit.approval') }];
  const word = mode === 'approval' ? t('submit.approval.do') : mode === 'later' ? t('submit.later.do') : action;
  const command =
    mode === 'now'
      ? { method: 'POST' as const, url: buildUrl(direct, path, query), body, ...(cli ? { cli: override && reason.trim() !== '' ? [...cli, '--override', reason.trim()] : cli } : {}) }
      : mode === 'later'
        ? { method: 'POST' as const, url: buildUrl('/api/v1/projects/{project}/areas/{area}/schedules', path), body: scheduled }
        : { method: 'POST' as const, url: buildUrl('/api/v1/projects/{project}/areas/{area}/approvals', path), body: { request, body, reason: reason.trim() } };
  return (
    <ConfirmScope open title={title} scope={scope} word={areaName} production={production} danger={danger ?? false} action={word} busy={busy} error={error} onConfirm={() => void confirm()} onClose={onClose}>
      {children}
      <div className="toolbar submit-modes">
        {modes.length > 1 ? <Chips label={t('submit.when')} value={mode} choices={modes} onChange={value => setMode(value as Mode)} /> : <span className="tone-warn">{t('submit.approval.must')}</span>}
        <CopyAs size="small" command={command} />
      </div>
      {mode === 'later' && (
        <div className="form-grid">
          <TextField label={t('submit.at')} type="datetime-local" value={at} onChange={setAt} />
          <SelectField label={t('submit.zone')} value={zone} onChange={setZone} choices={[...new Set([ownZone(), ...ZONES])].map(value => ({ value, label: value }))} />
          <SelectField
            label={t('submit.missed')}
            value={missed}
            onChange={value => setMissed(value === 'RUN' ? 'RUN' : 'SKIP')}
            choices={[
              { value: 'SKIP', label: t('submit.missed.skip') },
              { value: 'RUN', label: t('submit.missed.run') },
            ]}
          />
        </div>
      )}
      {(mode === 'approval' || override) && (
        <AreaField label={mode === 'approval' ? t('submit.reason') : t('submit.override')} hint={t('submit.reason.hint')} value={reason} onChange={setReason} rows={2} />
      )}
    </ConfirmScope>
  );
}
