import { lazy, Suspense, useState } from 'react';
import { buildUrl } from '../../api/client';
import type { Job, RoleName, StepKind } from '../../api/types';
import { CopyAs } from '../../parts/CopyAs';
import { GatedButton } from '../../parts/GatedButton';
import { isOver } from '../../parts/jobs';
import { actKey, commandOf, whyNoPart, whyNoRetry, type ActName, type RetryChoice } from './acts';
import { useTexts } from './texts';

const ActDialog = lazy(() => import('./ActDialog'));

/** Whole versions are steered by releasers. */
function roleFor(job: Job): RoleName {
  return job.kind === 'RELEASE' || job.kind === 'PACKAGE' ? 'releaser' : 'operator';
}

/** What most would do now; none where it takes a thought, as after hosts that failed. */
function strongest(job: Job, failed: number): ActName | null {
  if (job.state === 'PAUSED') return job.pause?.reason === 'failures' ? null : 'resume';
  return isOver(job.state) && failed > 0 && whyNoRetry(job, failed) === null ? 'retry' : null;
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
  const noRetry = whyNoRetry(job, failed);
  const reasons: Record<Exclude<ActName, 'skip'>, string | null> = {
    pause: waved && job.state === 'RUNNING' ? null : t('why.pause'),
    resume: job.state === 'PAUSED' ? null : t('why.resume'),
    cancel: over ? t('why.cancel') : null,
    retry: noRetry === null ? null : t(noRetry),
  };
  const names: (keyof typeof reasons)[] = [...(waved ? (['pause', 'resume'] as const) : []), 'cancel', 'retry'];
  const strong = strongest(job, failed);
  return (
    <>
      {names.map(name => (
        <GatedButton
          key={name}
          need={roleFor(job)}
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
      <Suspense>{open !== null && <ActDialog job={job} name={open} wave={0} onActed={onActed} onClose={() => setOpen(null)} />}</Suspense>
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
  return <CopyAs command={commandOf(job, name)} />;
}

export function WaveSkip({ job, wave, onActed }: { job: Job; wave: number; onActed: (job: Job) => void }) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <span className="wave-skip">
      <GatedButton size="small" need={roleFor(job)} project={job.project} reason={isOver(job.state) ? t('why.cancel') : null} onClick={() => setOpen(true)}>
        {t('wave.skip')}
      </GatedButton>
      <CopyAs size="small" command={commandOf(job, 'skip', wave)} />
      <Suspense>{open && <ActDialog job={job} name="skip" wave={wave} onActed={onActed} onClose={() => setOpen(false)} />}</Suspense>
    </span>
  );
}

interface PartProps {
  job: Job;
  /** Whose targets these are. */
  step: StepKind | null;
  choice: RetryChoice;
  /** How many it is about; none: disabled. */
  count: number;
  /** The button's word. */
  text: string;
  onActed: (job: Job) => void;
}

/** A retry of a part of what did not succeed. */
export function RetryPart({ job, step, choice, count, text, onActed }: PartProps) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const why = count === 0 ? 'why.retry.none' : whyNoPart(job, step, count);
  return (
    <span className="retry-part">
      <GatedButton size="small" need={roleFor(job)} project={job.project} reason={why === null ? null : t(why)} onClick={() => setOpen(true)}>
        {text}
      </GatedButton>
      {why === null && <CopyAs size="small" command={commandOf(job, 'retry', 0, choice)} />}
      <Suspense>{open && <ActDialog job={job} name="retry" wave={0} choice={choice} onActed={onActed} onClose={() => setOpen(false)} />}</Suspense>
    </span>
  );
}
