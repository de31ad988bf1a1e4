import { Problem } from '../api/problem';
import type { ProblemEntry } from '../api/types';
import { useShared } from '../texts';

interface Props {
  error: unknown;
  /** Only these of its errors, where the others stand at their fields. */
  entries?: ProblemEntry[];
  /** Some of its errors stand at their fields. */
  marked?: boolean;
  onRetry?: () => void;
}

/** Why a request was refused, each wrong place, and what to do next. */
export function ProblemText({ error, entries, marked = false, onRetry }: Props) {
  const t = useShared();
  const problem = Problem.of(error);
  const shown = entries ?? problem.errors;
  const hint = problem.offline && problem.code === 'offline' ? t('problem.offline.hint') : problem.hint;
  return (
    <div className="problem" role="alert">
      <span className="glyph" aria-hidden="true">
        ✗
      </span>
      <div className="problem-text">
        <p>
          <strong>{problem.code === 'offline' ? t('problem.offline') : problem.title || t('problem.unexpected')}</strong>
        </p>
        {shown.length > 0 && (
          <ul>
            {shown.slice(0, 20).map(entry => (
              <li key={`${entry.pointer} ${entry.code}`}>
                {entry.line != null && <span className="mono">{`${entry.line}:${entry.column ?? 1} `}</span>}
                {entry.pointer !== '' && <code className="mono">{entry.pointer}</code>} {entry.message}
              </li>
            ))}
          </ul>
        )}
        {marked && <p>→ {t('problem.marked')}</p>}
        {hint != null && <p>→ {hint}</p>}
        {problem.retryAfter !== null && <p>→ {t('problem.retryAfter', { seconds: problem.retryAfter })}</p>}
        {problem.status > 0 && (
          <p className="mono fine">
            {t('problem.code', { code: problem.code })} · HTTP {problem.status}
            {problem.requestId !== null && ` · ${t('problem.request')} ${problem.requestId}`}
          </p>
        )}
      </div>
      {onRetry && (
        <button type="button" className="btn" onClick={onRetry}>
          {t('action.retry')}
        </button>
      )}
    </div>
  );
}
