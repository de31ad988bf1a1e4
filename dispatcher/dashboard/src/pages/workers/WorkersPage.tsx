import { useGet } from '../../api/hooks';
import type { QueueState, Worker } from '../../api/types';
import { CopyAs } from '../../parts/CopyAs';
import { useFilter } from '../../parts/filters';
import { Nothing, Page, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { Bar } from '../../parts/Bar';
import { StateTag, Tag } from '../../parts/StateTag';
import { roughSpan } from '../../parts/time';
import { TimeText } from '../../parts/TimeText';
import { useShared } from '../../texts';
import { DeadLetters } from './DeadLetters';
import { useTexts } from './texts';

const EVERY_MS = 5_000;
const OLD_SECONDS = 60;

/** What is wrong with a queue, in one word; null where nothing is. */
function trouble(queue: QueueState): 'noWorker' | 'old' | 'away' | null {
  if (queue.depth === null) return 'away';
  if (queue.depth > 0 && (queue.consumers ?? 0) === 0) return 'noWorker';
  return (queue.oldest_seconds ?? 0) >= OLD_SECONDS ? 'old' : null;
}

function Queues({ onOpen }: { onOpen: (queue: string) => void }) {
  const t = useTexts();
  const { data, error, refetch } = useGet('/api/v1/queues', { every: EVERY_MS });
  return (
    <Panel flush title={t('queues')} aside={<CopyAs size="small" command={{ method: 'GET', url: '/api/v1/queues' }} />}>
      {error && <ProblemText error={error} onRetry={() => void refetch()} />}
      {data && data.queues.length === 0 && <Nothing text={t('queues.none')} advice={t('queues.none.advice')} />}
      {data && data.queues.length > 0 && (
        <div className="table-wrap" tabIndex={0} role="group" aria-label={t('queues')}>
          <table className="grid-table">
            <thead>
              <tr>
                <th>{t('queue')}</th>
                <th>{t('role')}</th>
                <th className="right">{t('depth')}</th>
                <th className="right">{t('consumers')}</th>
                <th>{t('oldest')}</th>
                <th className="right">{t('dead')}</th>
                <th>{t('advice')}</th>
              </tr>
            </thead>
            <tbody>
              {data.queues.map(queue => {
                const wrong = trouble(queue);
                return (
                  <tr key={queue.name}>
                    <td className="mono">{queue.name}</td>
                    <td className="mono">{queue.role}</td>
                    <td className="right num">{queue.depth ?? '—'}</td>
                    <td className="right num">{queue.consumers ?? '—'}</td>
                    <td className={wrong === 'old' ? 'num tone-warn' : 'num'}>{queue.oldest_seconds === null ? '' : roughSpan(queue.oldest_seconds * 1000)}</td>
                    <td className="right num">
                      {queue.dead === 0 ? (
                        <span className="muted">0</span>
                      ) : (
                        <button type="button" className="linkish tone-bad" aria-label={t('dead.open', { queue: queue.name, count: queue.dead })} onClick={() => onOpen(queue.name)}>
                          {queue.dead}
                        </button>
                      )}
                    </td>
                    <td>{wrong !== null && <Tag tone={wrong === 'old' ? 'warn' : 'bad'} glyph={wrong === 'old' ? '!' : '✗'} text={t(`trouble.${wrong}`)} plain />}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function Row({ worker }: { worker: Worker }) {
  return (
    <tr>
      <td>
        <StateTag of="worker" state={worker.alive ? 'alive' : 'lost'} />
      </td>
      <td className="mono">{worker.worker_id}</td>
      <td className="mono">{worker.role}</td>
      <td className="mono">{worker.host}</td>
      <td className="worker-load">
        <Bar portions={[{ tone: worker.running >= worker.slots ? 'warn' : 'run', value: worker.running }]} total={worker.slots} label={`${worker.running} / ${worker.slots}`} />
        <span className="num muted">{`${worker.running}/${worker.slots}`}</span>
      </td>
      <td className="mono">{worker.queues.join('  ')}</td>
      <td className="mono muted">
        {Object.entries(worker.versions)
          .map(([name, version]) => `${name} ${version}`)
          .join('  ')}
      </td>
      <td>
        <TimeText at={worker.last_seen} show={worker.alive ? 'relative' : 'both'} />
      </td>
    </tr>
  );
}

function Workers() {
  const t = useTexts();
  const { data, error, refetch } = useGet('/api/v1/workers', { every: EVERY_MS });
  const workers = [...(data?.workers ?? [])].sort((a, b) => Number(a.alive) - Number(b.alive) || a.worker_id.localeCompare(b.worker_id));
  const lost = workers.filter(worker => !worker.alive).length;
  return (
    <Panel
      flush
      title={t('workers')}
      aside={
        <>
          {lost > 0 && <Tag tone="bad" glyph="✗" text={t('lost', { count: lost })} />}
          <CopyAs size="small" command={{ method: 'GET', url: '/api/v1/workers', cli: ['worker', 'list'] }} />
        </>
      }
    >
      {error && <ProblemText error={error} onRetry={() => void refetch()} />}
      {lost > 0 && <p className="workers-lost">{t('lost.advice')}</p>}
      {data && workers.length === 0 && <Nothing text={t('workers.none')} advice={t('workers.none.advice')} />}
      {workers.length > 0 && (
        <div className="table-wrap" tabIndex={0} role="group" aria-label={t('workers')}>
          <table className="grid-table">
            <thead>
              <tr>
                <th>{t('state')}</th>
                <th>{t('worker')}</th>
                <th>{t('role')}</th>
                <th>{t('host')}</th>
                <th>{t('load')}</th>
                <th>{t('queues')}</th>
                <th>{t('versions')}</th>
                <th>{t('seen')}</th>
              </tr>
            </thead>
            <tbody>
              {workers.map(worker => (
                <Row key={worker.worker_id} worker={worker} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

/** Who does the work, what waits for them, and what nobody could take. */
export default function WorkersPage() {
  const s = useShared();
  const [queue, setQueue] = useFilter('queue');
  return (
    <Page title={s('page.workers')}>
      <Queues onOpen={setQueue} />
      <Workers />
      {queue !== '' && <DeadLetters key={queue} queue={queue} onClose={() => setQueue('')} />}
    </Page>
  );
}
