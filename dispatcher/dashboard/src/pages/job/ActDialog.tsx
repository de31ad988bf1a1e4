import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client';
import { Problem } from '../../api/problem';
import type { Job } from '../../api/types';
import { findArea, useProject } from '../../app/project';
import { ConfirmScope, type Scope } from '../../parts/ConfirmScope';
import { toast } from '../../parts/toast';
import { actKey, PATHS, type ActName, type RetryChoice } from './acts';
import { useTexts } from './texts';
import { readTargets } from './useJob';

/** Where maintenance says no, the same request goes through with a reason. */
function wantsReason(error: unknown): boolean {
  return error instanceof Problem && (error.code === 'frozen' || error.code === 'outside_window');
}

function send(job: Job, name: ActName, wave: number, choice: RetryChoice | undefined, dryRun: boolean, reason: string): Promise<Job> {
  return call('post', PATHS[name] as typeof PATHS.retry, {
    path: { id: job.job_id, ...(name === 'skip' ? { wave } : {}) },
    ...(choice === undefined ? {} : { body: choice }),
    query: { ...(dryRun ? { dry_run: true } : {}), ...(reason === '' ? {} : { override_reason: reason }) },
  });
}

/** The hosts the act would take hold of, and how many game servers are on them. */
async function scopeOf(job: Job, dry: () => Promise<Job>): Promise<Scope> {
  const covers = (await dry()).covers;
  const ips = covers?.ips ?? [];
  const kind = job.steps.at(-1)?.kind;
  const taken = new Set(ips);
  const targets = ips.length === 0 ? [] : await readTargets(job.job_id);
  const servers = targets
    .filter(target => target.step === kind && taken.has(target.key))
    .reduce((sum, target) => sum + target.servers.length, 0);
  return { ips: covers?.hosts ?? 0, names: ips, ...(servers > 0 ? { servers } : {}), ...(covers ? { text: covers.text } : {}) };
}

interface DialogProps {
  job: Job;
  name: ActName;
  wave: number;
  /** Of a retry: a part of what did not succeed. */
  choice?: RetryChoice | undefined;
  onActed: (job: Job) => void;
  onClose: () => void;
}

/** Asks the server what it would take hold of, shows that, and does it where it is confirmed. */
export default function ActDialog({ job, name, wave, choice, onActed, onClose }: DialogProps) {
  const t = useTexts();
  const { projects } = useProject();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [reason, setReason] = useState('');
  const scope = useQuery({
    queryKey: ['scope', job.job_id, name, wave, choice],
    queryFn: () => scopeOf(job, () => send(job, name, wave, choice, true, '')),
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });
  const area = findArea(projects.find(each => each.code === job.project) ?? null, job.area);
  const confirm = async () => {
    setBusy(true);
    setError(null);
    try {
      const answer = await send(job, name, wave, choice, false, reason.trim());
      toast(t('act.done', { text: answer.covers?.text ?? t(actKey(name)) }));
      onActed(answer);
      onClose();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <ConfirmScope
      open
      title={name === 'skip' ? t('act.skip.title', { wave }) : choice !== undefined ? t('act.part.title') : t(`act.${name}.title`)}
      scope={scope.data ?? null}
      word={job.area}
      production={area?.production === true && name !== 'pause'}
      danger={name === 'cancel' || name === 'skip'}
      action={choice === undefined ? t(actKey(name)) : t('act.part')}
      busy={busy}
      error={error ?? scope.error}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      {scope.isPending && <p className="muted">{t('act.reading')}</p>}
      {wantsReason(error) && (
        <label className="confirm-type">
          <span>{t('act.override')}</span>
          <textarea className="field area" rows={2} value={reason} maxLength={500} onChange={event => setReason(event.target.value)} />
        </label>
      )}
    </ConfirmScope>
  );
}

