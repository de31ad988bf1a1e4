import { useCallback, useMemo, useState } from 'react';
import type { Job, StepKind, TargetLine } from '../../api/types';
import { RetryPart } from './Actions';
import { isRetryable } from './acts';
import { useTexts } from './texts';

export interface Choosing {
  /** Ids of targets; null while tiles are opened and not chosen. */
  chosen: ReadonlySet<string> | null;
  start: () => void;
  stop: () => void;
  turn: (targetId: string) => void;
  set: (lines: TargetLine[]) => void;
}

/** Targets that are picked one by one. */
export function useChoosing(): Choosing {
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null);
  const turn = useCallback(
    (id: string) =>
      setChosen(before => {
        const next = new Set(before ?? []);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    [],
  );
  const set = useCallback((lines: TargetLine[]) => setChosen(new Set(lines.map(line => line.target_id))), []);
  const start = useCallback(() => setChosen(new Set()), []);
  const stop = useCallback(() => setChosen(null), []);
  return useMemo(() => ({ chosen, start, stop, turn, set }), [chosen, start, stop, turn, set]);
}

interface Props {
  choosing: Choosing;
  job: Job;
  step: StepKind | null;
  lines: TargetLine[];
  /** Those that pass the filter. */
  shown: TargetLine[];
  onActed: (job: Job) => void;
}

/** How many are chosen, and what can be done with them. */
export function ChosenBar({ choosing, job, step, lines, shown, onActed }: Props) {
  const t = useTexts();
  const { chosen } = choosing;
  if (chosen === null) return null;
  const own = lines.filter(line => chosen.has(line.target_id));
  const again = own.filter(line => isRetryable(line, job));
  const candidates = shown.filter(line => isRetryable(line, job));
  return (
    <div className="chosen-bar" role="group" aria-label={t('choose')}>
      <span className="num" role="status">
        {t('choose.count', { count: own.length })}
        {again.length < own.length && <span className="muted"> {t('choose.again', { count: again.length })}</span>}
      </span>
      <RetryPart
        job={job}
        step={step}
        choice={{ ips: again.map(line => line.key) }}
        count={again.length}
        text={t('choose.retry', { count: again.length })}
        onActed={answer => {
          choosing.stop();
          onActed(answer);
        }}
      />
      <button type="button" className="linkish" onClick={() => choosing.set(candidates)}>
        {t('choose.all', { count: candidates.length })}
      </button>
      <button type="button" className="linkish" onClick={choosing.stop}>
        {t('choose.stop')}
      </button>
    </div>
  );
}
