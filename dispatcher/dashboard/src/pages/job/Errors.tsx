import { useQuery } from '@tanstack/react-query';
import { memo } from 'react';
import { call } from '../../api/client';
import type { Failure, Job, StepKind } from '../../api/types';
import { copyText } from '../../parts/commands';
import { toast } from '../../parts/toast';
import { useLanguage } from '../../texts';
import { RetryPart } from './Actions';
import type { ErrorGroup } from './store';
import { useTexts } from './texts';

const SAMPLE = 500;

/** One failure of each code, for its message and advice: the stream carries codes only. */
function useSamples(jobId: string, step: StepKind | null, codes: string[]): Map<string, Failure> {
  const language = useLanguage();
  const { data } = useQuery<Map<string, Failure>>({
    queryKey: ['failures', jobId, step, codes.join(','), language],
    enabled: codes.length > 0 && step !== null,
    staleTime: Infinity,
    placeholderData: before => before,
    queryFn: async ({ signal }) => {
      const page = await call('get', '/api/v1/jobs/{id}/targets', {
        path: { id: jobId },
        query: { ...(step === null ? {} : { step }), state: ['FAILED', 'UNKNOWN'], limit: SAMPLE },
        signal,
      });
      const found = new Map<string, Failure>();
      for (const { failure } of page.targets) if (failure && !found.has(failure.code)) found.set(failure.code, failure);
      return found;
    },
  });
  return data ?? new Map<string, Failure>();
}

interface Props {
  job: Job;
  step: StepKind | null;
  groups: ErrorGroup[];
  code: string;
  onCode: (code: string) => void;
  onActed: (job: Job) => void;
}

/** What went wrong, each kind once, with what to do and its hosts. */
export const Errors = memo(function Errors({ job, step, groups, code, onCode, onActed }: Props) {
  const t = useTexts();
  const samples = useSamples(job.job_id, step, groups.map(group => group.code).sort());
  const copy = async (group: ErrorGroup) => {
    await copyText(group.lines.map(line => line.key).join('\n'));
    toast(t('errors.copied', { count: group.lines.length }));
  };
  return (
    <section className="panel errors" aria-label={t('errors')}>
      <ul>
        {groups.map(group => {
          const sample = samples.get(group.code);
          return (
            <li key={group.code}>
              <button type="button" className="chip error-chip" aria-pressed={code === group.code} title={t('errors.filter')} onClick={() => onCode(code === group.code ? '' : group.code)}>
                <span className="tone-bad glyph" aria-hidden="true">
                  ✗
                </span>
                <span className="mono">{group.code}</span>
                <strong className="num">×{group.lines.length}</strong>
              </button>
              <span className="error-text">
                {sample && <span className="error-message" title={sample.message}>{sample.message}</span>}
                {sample && <span className="error-advice">→ {sample.advice}</span>}
              </span>
              <button type="button" className="linkish" onClick={() => void copy(group)}>
                {t('errors.copy')}
              </button>
              <RetryPart job={job} step={step} choice={{ codes: [group.code] }} count={group.lines.length} text={t('errors.retry')} onActed={onActed} />
            </li>
          );
        })}
      </ul>
    </section>
  );
});
