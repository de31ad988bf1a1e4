import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { buildUrl, call } from '../../api/client';
import type { Problem } from '../../api/problem';
import type { Schemas } from '../../api/types';
import { CheckField } from '../../forms/Field';
import { Confirm } from '../../forms/Lazy';
import { Override } from '../../forms/Override';
import { newUuid } from '../../forms/uuid';
import { CopyAs } from '../../parts/CopyAs';
import { toast } from '../../parts/toast';
import type { Selection } from './selection';
import { useTexts } from './texts';

type Jobs = Schemas['ReapplyJobs'];

function Plan({ jobs }: { jobs: Jobs['jobs'] }) {
  const t = useTexts();
  return (
    <ol className="control-plan" tabIndex={0} aria-label={t('reapply.jobs')}>
      {jobs.map((job, at) => (
        <li key={job.job_id} className="patch">
          <p>
            <span className="num muted">{at + 1}</span> <span className="mono">{job.version}</span> {t('reapply.size', { hosts: job.hosts, files: job.plan?.files ?? 0 })}
          </p>
          <p className="mono muted">{job.plan?.first.join('  ')}</p>
          {(job.plan?.commands ?? []).length > 0 && <p className="mono muted">{job.plan?.commands.join(' ')}</p>}
          {(job.plan?.not_idempotent ?? []).length > 0 && (
            <p className="tone-warn">
              ! {t('reapply.once')} <span className="mono">{job.plan?.not_idempotent.join(' ')}</span>
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

/** Hot updates that were lost, put back in their order: a job for each. */
export function ReapplyDialog({ selection, onClose }: { selection: Selection; onClose: () => void }) {
  const t = useTexts();
  const navigate = useNavigate();
  const [uuid] = useState(newUuid);
  const [released, setReleased] = useState(false);
  const [repeat, setRepeat] = useState(false);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const path = { project: selection.project.code, area: selection.areaCode };
  const body = { uuid, servers: selection.servers, ...(released ? { include_released: true } : {}), ...(repeat ? { repeat_commands: true } : {}) };
  const query = reason.trim() === '' ? {} : { override_reason: reason.trim() };
  const plan = useQuery<Jobs, Problem>({
    queryKey: ['reapply', JSON.stringify([path, body])],
    // A dry run tells of commands that must not run twice; whether they may is asked for at the act.
    queryFn: ({ signal }) => call('post', '/api/v1/projects/{project}/areas/{area}/reapplies', { path, query: { dry_run: true }, body, signal }) as Promise<Jobs>,
    placeholderData: before => before,
    retry: false,
    gcTime: 0,
    staleTime: Infinity,
  });
  const jobs = plan.data?.jobs ?? [];
  const hosts = new Set(jobs.flatMap(job => job.plan?.hosts.map(host => host.ip) ?? []));
  const servers = new Set(jobs.flatMap(job => job.plan?.hosts.flatMap(host => [...host.lost, ...host.again].map(name => `${host.ip}:${name}`)) ?? []));
  const once = jobs.some(job => (job.plan?.not_idempotent ?? []).length > 0);
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      const made = (await call('post', '/api/v1/projects/{project}/areas/{area}/reapplies', { path, query, body })) as Jobs;
      toast(t('reapply.done', { count: made.jobs.length }));
      const first = made.jobs[0];
      void navigate(made.jobs.length === 1 && first ? `/jobs/${encodeURIComponent(first.job_id)}` : `/jobs?project=${encodeURIComponent(selection.project.code)}`);
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  const cli = ['reapply', path.project, path.area, ...selection.cli, ...(repeat ? ['--repeat-commands'] : []), ...(released ? ['--include-released'] : []), '--uuid', uuid, '--watch'];
  return (
    <Confirm
      open
      title={t('reapply.title')}
      scope={plan.data ? { ips: hosts.size, servers: servers.size } : null}
      word={selection.areaName}
      production={selection.production}
      action={t('reapply.do', { count: jobs.length })}
      busy={busy || (once && !repeat)}
      error={error ?? plan.error}
      onConfirm={() => void send()}
      onClose={onClose}
    >
      {plan.isPending && <p className="muted">{t('reading')}</p>}
      {jobs.length > 0 && <Plan jobs={jobs} />}
      {plan.data && jobs.length === 0 && <p className="tone-ok">✓ {t('reapply.none')}</p>}
      {once && <CheckField label={t('reapply.repeat')} value={repeat} onChange={setRepeat} />}
      <CheckField label={t('reapply.released')} hint={t('reapply.released.hint')} value={released} onChange={setReleased} />
      <Override error={error} reason={reason} onReason={setReason} />
      <span>
        <CopyAs size="small" command={{ method: 'POST', url: buildUrl('/api/v1/projects/{project}/areas/{area}/reapplies', path, query), body, cli }} />
      </span>
    </Confirm>
  );
}
