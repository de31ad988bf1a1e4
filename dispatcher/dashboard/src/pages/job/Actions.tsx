import { Input } from 'antd';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { buildUrl, call } from '../../api/client';
import { Problem } from '../../api/problem';
import type { Job } from '../../api/types';
import { findArea, useProject } from '../../app/project';
import { ConfirmScope, type Scope } from '../../parts/ConfirmScope';
import { CopyAs } from '../../parts/CopyAs';
import { GatedButton } from '../../parts/GatedButton';
import { isOver } from '../../parts/jobs';
import { toast } from '../../parts/toast';
import { readTargets } from './useJob';
import { useTexts } from './texts';

type ActName = 'pause' | 'resume' | 'cancel' | 'retry' | 'skip';

const PATHS = {
  pause: '/api/v1/jobs/{id}/pause',
  resume: '/api/v1/jobs/{id}/resume',
  cancel: '/api/v1/jobs/{id}/cancel',
  retry: '/api/v1/jobs/{id}/retry',
  skip: '/api/v1/jobs/{id}/waves/{wave}/skip',
} as const;

function cliOf(name: ActName, id: string, wave: number): string[] {
  if (name === 'skip') return ['wave', 'skip', id, String(wave)];
  return name === 'pause' || name === 'resume' ? ['wave', name, id] : ['job', name, id];
}

/** Where maintenance says no, the same request goes through with a reason. */
function wantsReason(error: unknown): boolean {
  return error instanceof Problem && (error.code === 'frozen' || error.code === 'outside_window');
}

function useAct(job: Job, name: ActName, wave: number) {
  const send = (dryRun: boolean, reason: string) =>
    call('post', PATHS[name] as typeof PATHS.retry, {
      path: { id: job.job_id, ...(name === 'skip' ? { wave } : {}) },
      query: { ...(dryRun ? { dry_run: true } : {}), ...(reason === '' ? {} : { override_reason: reason }) },
    });
  const url = buildUrl(PATHS[name], { id: job.job_id, wave });
  return { send, url };
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
  onActed: (job: Job) => void;
  onClose: () => void;
}

/** Asks the server what it would take hold of, shows that, and does it where it is confirmed. */
function ActDialog({ job, name, wave, onActed, onClose }: DialogProps) {
  const t = useTexts();
  const { projects } = useProject();
  const { send } = useAct(job, name, wave);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [reason, setReason] = useState('');
  const scope = useQuery({
    queryKey: ['scope', job.job_id, name, wave],
    queryFn: () => scopeOf(job, () => send(true, '')),
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });
  const area = findArea(projects.find(each => each.code === job.project) ?? null, job.area);
  const confirm = async () => {
    setBusy(true);
    setError(null);
    try {
      const answer = await send(false, reason.trim());
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
      title={name === 'skip' ? t('act.skip.title', { wave }) : t(`act.${name}.title`)}
      scope={scope.data ?? null}
      word={job.area}
      production={area?.production === true && name !== 'pause'}
      danger={name === 'cancel' || name === 'skip'}
      action={t(actKey(name))}
      busy={busy}
      error={error ?? scope.error}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      {scope.isPending && <p className="muted">{t('act.reading')}</p>}
      {wantsReason(error) && (
        <label className="confirm-type">
          <span>{t('act.override')}</span>
          <Input.TextArea rows={2} value={reason} maxLength={500} onChange={event => setReason(event.target.value)} />
        </label>
      )}
    </ConfirmScope>
  );
}

function actKey(name: ActName) {
  return name === 'skip' ? 'wave.skip' : (`act.${name}` as const);
}

interface Props {
  job: Job;
  waved: boolean;
  failed: number;
  onActed: (job: Job) => void;
}

/** The acts a job's state may allow; those it does not allow say why. */
export function Actions({ job, waved, failed, onActed }: Props) {
  const t = useTexts();
  const [open, setOpen] = useState<ActName | null>(null);
  const over = isOver(job.state);
  const reasons: Record<Exclude<ActName, 'skip'>, string | null> = {
    pause: waved && job.state === 'RUNNING' ? null : t('why.pause'),
    resume: job.state === 'PAUSED' ? null : t('why.resume'),
    cancel: over ? t('why.cancel') : null,
    retry: job.state === 'SUCCEEDED' || (failed === 0 && job.state === 'PAUSED') ? t('why.retry.good') : over || job.state === 'PAUSED' ? null : t('why.retry.open'),
  };
  const names: (keyof typeof reasons)[] = [...(waved ? (['pause', 'resume'] as const) : []), 'cancel', 'retry'];
  const strong = job.state === 'PAUSED' ? 'resume' : over && reasons.retry === null ? 'retry' : null;
  return (
    <>
      {names.map(name => (
        <GatedButton
          key={name}
          need="operator"
          project={job.project}
          reason={reasons[name]}
          type={name === strong ? 'primary' : 'default'}
          danger={name === 'cancel'}
          onClick={() => setOpen(name)}
        >
          {t(actKey(name))}
          {name === 'retry' && failed > 0 && reasons.retry === null && ` (${failed})`}
        </GatedButton>
      ))}
      {job.kind === 'RELEASE' && (
        <GatedButton need="releaser" project={job.project} href={`/release?rollback=${encodeURIComponent(job.job_id)}&project=${job.project}`}>
          {t('act.rollback')}
        </GatedButton>
      )}
      <JobCommands job={job} />
      {open !== null && <ActDialog job={job} name={open} wave={0} onActed={onActed} onClose={() => setOpen(null)} />}
    </>
  );
}

/** The act that fits the state, as a command; else the look at it. */
function JobCommands({ job }: { job: Job }) {
  const name: ActName | null = job.state === 'PAUSED' ? 'resume' : !isOver(job.state) ? null : job.state === 'SUCCEEDED' ? null : 'retry';
  if (name === null) {
    const url = buildUrl('/api/v1/jobs/{id}', { id: job.job_id });
    return <CopyAs command={{ method: 'GET', url, cli: ['job', isOver(job.state) ? 'show' : 'watch', job.job_id] }} />;
  }
  return <CopyAs command={{ method: 'POST', url: buildUrl(PATHS[name], { id: job.job_id }), cli: cliOf(name, job.job_id, 0) }} />;
}

export function WaveSkip({ job, wave, onActed }: { job: Job; wave: number; onActed: (job: Job) => void }) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const { url } = useAct(job, 'skip', wave);
  return (
    <span className="wave-skip">
      <GatedButton size="small" need="operator" project={job.project} reason={isOver(job.state) ? t('why.cancel') : null} onClick={() => setOpen(true)}>
        {t('wave.skip')}
      </GatedButton>
      <CopyAs size="small" command={{ method: 'POST', url, cli: cliOf('skip', job.job_id, wave) }} />
      {open && <ActDialog job={job} name="skip" wave={wave} onActed={onActed} onClose={() => setOpen(false)} />}
    </span>
  );
}

