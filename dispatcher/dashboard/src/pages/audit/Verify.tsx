import { useMutation } from '@tanstack/react-query';
import { call } from '../../api/client';
import type { Problem } from '../../api/problem';
import type { AuditVerdict } from '../../api/types';
import { ProblemText } from '../../parts/ProblemText';
import { TimeText } from '../../parts/TimeText';
import { useTexts } from './texts';

const WHYS = ['missing', 'changed', 'unlinked', 'time', 'other_head', 'cut_off', 'head_file'] as const;

/** Asks only when somebody wants to know: it reads all there is. */
export function useVerify() {
  return useMutation<AuditVerdict, Problem>({ mutationFn: () => call('get', '/api/v1/audit/verify') });
}

/** What the look at the whole chain found. */
export function Verdict({ verify }: { verify: ReturnType<typeof useVerify> }) {
  const t = useTexts();
  const { data: verdict, error } = verify;
  if (verify.isPending) {
    return (
      <p className="note toolbar" role="status">
        {t('verify.busy')}
      </p>
    );
  }
  if (error) return <ProblemText error={error} onRetry={() => verify.mutate()} />;
  if (verdict === undefined) return null;
  const bad = verdict.first_bad;
  const why = WHYS.find(each => each === bad?.why);
  return (
    <div className={`note toolbar ${verdict.ok ? 'tone-ok' : 'tone-bad'}`} role="status">
      <span className="glyph" aria-hidden="true">
        {verdict.ok ? '✓' : '✗'}
      </span>
      {bad === null ? (
        <strong>{verdict.entries === 0 ? t('verify.empty') : t('verify.ok', { count: verdict.entries })}</strong>
      ) : (
        <>
          <strong>
            {t('verify.bad', { seq: bad.seq })}: {why ? t(`why.${why}`) : bad.why}
          </strong>
          <span className="note-text">{t('verify.good.until', { count: verdict.entries })}</span>
        </>
      )}
      {verdict.head !== null && (
        <span className="note-text mono" title={verdict.head.hash}>
          {t('verify.head', { seq: verdict.head.seq, hash: verdict.head.hash.slice(0, 12) })} · <TimeText at={verdict.head.at} show="absolute" />
        </span>
      )}
    </div>
  );
}
