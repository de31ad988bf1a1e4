import { useCall, useGet } from '../../api/hooks';
import type { Callback, Job } from '../../api/types';
import { CopyAs } from '../../parts/CopyAs';
import { GatedButton } from '../../parts/GatedButton';
import { Nothing } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { StateTag } from '../../parts/StateTag';
import { TimeText } from '../../parts/TimeText';
import { toast } from '../../parts/toast';
import { useShared, type SharedKey } from '../../texts';
import { useTexts } from './texts';

const EVERY_MS = 10_000;

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function One({ callback, job }: { callback: Callback; job: Job }) {
  const t = useTexts();
  const s = useShared();
  const replay = useCall('post', '/api/v1/callbacks/{id}/replay', ['/api/v1/jobs/{id}/callbacks', '/api/v1/callbacks']);
  const path = { id: callback.callback_id };
  const tries = callback.attempts;
  return (
    <details className="callback">
      <summary>
        <StateTag of="callback" state={callback.state} />
        <strong>{s(`callback.${callback.kind}` as SharedKey)}</strong>
        <span className="mono muted callback-id">{callback.callback_id}</span>
        <span className="num muted">{t('callback.tries', { count: callback.tries })}</span>
        <span className={tries.at(-1)?.status === 200 ? 'mono tone-ok' : 'mono tone-bad'}>{tries.at(-1)?.status || tries.at(-1)?.error || ''}</span>
        {callback.next_try_at != null && (
          <span className="muted">
            {t('callback.next')} <TimeText at={callback.next_try_at} show="relative" />
          </span>
        )}
      </summary>
      <div className="callback-body">
        <h4>{t('callback.answers')}</h4>
        <ul>
          {tries.length === 0 && <li className="muted">{t('callback.noanswer')}</li>}
          {tries.map(one => (
            <li key={one.at}>
              <TimeText at={one.at} show="absolute" /> <span className="mono">{one.status > 0 ? `HTTP ${one.status}` : '—'}</span>{' '}
              <span className="num muted">{one.millis} ms</span> {one.error && <span className="tone-bad">{one.error}</span>}
            </li>
          ))}
        </ul>
        <h4>{t('callback.body')}</h4>
        <pre className="output">{pretty(callback.body)}</pre>
        <div className="toolbar">
          <GatedButton
            size="small"
            need="operator"
            project={job.project}
            loading={replay.isPending}
            onClick={() => replay.mutate({ path }, { onSuccess: () => toast(t('callback.replayed')) })}
          >
            {t('callback.replay')}
          </GatedButton>
          <CopyAs
            size="small"
            command={{
              method: 'POST',
              url: `/api/v1/callbacks/${encodeURIComponent(callback.callback_id)}/replay`,
              cli: ['callback', 'replay', callback.callback_id],
            }}
          />
        </div>
        {replay.error && <ProblemText error={replay.error} />}
      </div>
    </details>
  );
}

/** Callbacks of the job, or of one of its IPs, with the answers they got. */
export function CallbackList({ job, ip, open }: { job: Job; ip?: string; open: boolean }) {
  const t = useTexts();
  const { data, error, refetch } = useGet('/api/v1/jobs/{id}/callbacks', { path: { id: job.job_id }, every: open ? EVERY_MS : false });
  if (error) return <ProblemText error={error} onRetry={() => void refetch()} />;
  const shown = (data?.callbacks ?? []).filter(each => ip === undefined || each.callback_id.endsWith(`:ip:${ip}`));
  if (data && shown.length === 0) return ip === undefined ? <Nothing text={t('callback.none')} /> : <p className="muted">{t('drawer.nocallback')}</p>;
  return (
    <div className="callbacks">
      {shown.map(callback => (
        <One key={callback.callback_id} callback={callback} job={job} />
      ))}
    </div>
  );
}
