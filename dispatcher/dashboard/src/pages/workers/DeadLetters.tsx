import { useState } from 'react';
import { Link } from 'react-router';
import { buildUrl } from '../../api/client';
import { useCall, useGet } from '../../api/hooks';
import type { DeadLetter, Requeued } from '../../api/types';
import { AreaField } from '../../forms/Field';
import { Drawer } from '../../forms/Lazy';
import { useRefusal } from '../../forms/useRefusal';
import { useProject } from '../../app/project';
import { CopyAs } from '../../parts/CopyAs';
import { GatedButton } from '../../parts/GatedButton';
import { Nothing } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { bytes } from '../../parts/time';
import { TimeText } from '../../parts/TimeText';
import { useTexts } from './texts';

/** What was put back may die again within seconds. */
const EVERY_MS = 5_000;

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function Letter({ letter, chosen, onToggle }: { letter: DeadLetter; chosen: boolean; onToggle: () => void }) {
  const t = useTexts();
  return (
    <li className="letter">
      <label>
        <input type="checkbox" checked={chosen} onChange={onToggle} /> <span className="mono">{letter.target_id ?? letter.id}</span>
      </label>
      <p className="letter-line">
        <span className="tone-bad mono">{letter.reason}</span>
        <TimeText at={letter.at} never={t('at.unknown')} />
        {(letter.times ?? 1) > 1 && <span>{t('times', { count: letter.times ?? 1 })}</span>}
        {letter.bytes !== undefined && <span className="muted num">{bytes(letter.bytes)}</span>}
        {letter.job_id !== null && (
          <Link className="in-text mono" to={`/jobs/${encodeURIComponent(letter.job_id)}`}>
            {letter.job_id}
          </Link>
        )}
      </p>
      <details>
        <summary>{t('body')}</summary>
        <pre className="output">{pretty(letter.body)}</pre>
      </details>
    </li>
  );
}

function Outcome({ result }: { result: Requeued }) {
  const t = useTexts();
  return (
    <div className="note" role="status">
      <p className="tone-ok">✓ {t('requeued', { count: result.requeued.length })}</p>
      {result.refused.map(each => (
        <p key={each.id}>
          <span className="tone-warn mono">{each.code}</span> <span className="mono">{each.id}</span> {each.why}
        </p>
      ))}
    </div>
  );
}

/** Orders that no worker could take: looked at, and put back with a reason. */
export function DeadLetters({ queue, onClose }: { queue: string; onClose: () => void }) {
  const t = useTexts();
  const { code } = useProject();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState('');
  const refusal = useRefusal([['reason']]);
  const { data, error, refetch } = useGet('/api/v1/queues/{queue}/dead-letters', { path: { queue }, every: EVERY_MS });
  const requeue = useCall('post', '/api/v1/queues/{queue}/dead-letters/requeue', ['/api/v1/queues', '/api/v1/queues/{queue}/dead-letters']);
  const letters = data?.dead_letters ?? [];
  const ids = letters.filter(letter => chosen.has(letter.id)).map(letter => letter.id);
  const projects = [...new Set(letters.map(letter => letter.project ?? '').filter(each => each !== ''))];
  const body = { ids: ids.length === 0 ? null : ids, reason: reason.trim() };
  const send = () => {
    refusal.clear();
    requeue.mutate({ path: { queue }, body }, { onSuccess: () => setChosen(new Set()), onError: problem => refusal.refuse(problem) });
  };
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <Drawer title={t('dead.title', { queue })} width={760} onClose={onClose}>
      <div className="stack">
        <p className="muted">{t('dead.hint')}</p>
        {error && <ProblemText error={error} onRetry={() => void refetch()} />}
        {requeue.data && <Outcome result={requeue.data} />}
        {data && letters.length === 0 && <Nothing text={t('dead.none')} />}
        {letters.length > 0 && (
          <>
            <AreaField label={t('reason')} hint={t('reason.hint')} errors={refusal.at('reason')} value={reason} onChange={setReason} rows={2} />
            {refusal.summary}
            <div className="toolbar">
              <GatedButton
                need="operator"
                project={projects.length === 1 ? (projects[0] ?? '*') : (code ?? '*')}
                type="primary"
                reason={reason.trim().length < 4 ? t('reason.short') : null}
                loading={requeue.isPending}
                onClick={send}
              >
                {ids.length === 0 ? t('requeue.all') : t('requeue', { count: ids.length })}
              </GatedButton>
              <CopyAs command={{ method: 'POST', url: buildUrl('/api/v1/queues/{queue}/dead-letters/requeue', { queue }), body }} />
            </div>
            <ul>
              {letters.map(letter => (
                <Letter key={letter.id} letter={letter} chosen={chosen.has(letter.id)} onToggle={() => toggle(letter.id)} />
              ))}
            </ul>
          </>
        )}
      </div>
    </Drawer>
  );
}
