import { useState } from 'react';
import { Link } from 'react-router';
import { buildUrl } from '../../api/client';
import { useCall, useGet } from '../../api/hooks';
import type { Callback } from '../../api/types';
import { useProject } from '../../app/project';
import { Chips, SearchBox } from '../../forms/Field';
import { Confirm, Drawer } from '../../forms/Lazy';
import { Pager } from '../../forms/Pager';
import { CopyAs, CopyText } from '../../parts/CopyAs';
import { useFilter } from '../../parts/filters';
import { GatedButton } from '../../parts/GatedButton';
import { Nothing, Page, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { StateTag } from '../../parts/StateTag';
import { TimeText } from '../../parts/TimeText';
import { toast } from '../../parts/toast';
import { texts, useShared, type SharedKey } from '../../texts';
import { callbacksEn } from '../../texts/callbacks.en';
import { callbacksZh } from '../../texts/callbacks.zh';

const useTexts = texts('callbacks', callbacksZh, callbacksEn);
const PAGE = 50;
const EVERY_MS = 10_000;
const STATES = ['EXHAUSTED', 'WAITING', 'DELIVERED'] as const;

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function lastAnswer(callback: Callback): string {
  const last = callback.attempts.at(-1);
  return last === undefined ? '' : last.status > 0 ? `HTTP ${last.status}` : last.error;
}

function Detail({ callback, onClose }: { callback: Callback; onClose: () => void }) {
  const t = useTexts();
  const s = useShared();
  const replay = useCall('post', '/api/v1/callbacks/{id}/replay', ['/api/v1/callbacks', '/api/v1/jobs/{id}/callbacks']);
  const job = useGet('/api/v1/jobs/{id}', { path: { id: callback.job_id }, fresh: 60_000 });
  const project = job.data?.project ?? '*';
  const path = { id: callback.callback_id };
  return (
    <Drawer
      onClose={onClose}
      width={720}
      title={
        <span className="drawer-title-line">
          {s(`callback.${callback.kind}` as SharedKey)} <StateTag of="callback" state={callback.state} />
        </span>
      }
    >
      <div className="drawer-parts">
        <p>
          <CopyText text={callback.callback_id} />
        </p>
        <p>
          <Link className="mono" to={`/jobs/${encodeURIComponent(callback.job_id)}?tab=callbacks`}>
            {callback.job_id}
          </Link>
        </p>
        <div className="toolbar">
          <GatedButton need="operator" project={project} loading={replay.isPending} onClick={() => replay.mutate({ path }, { onSuccess: () => toast(t('replayed', { count: 1 })) })}>
            {t('replay.one')}
          </GatedButton>
          <CopyAs command={{ method: 'POST', url: buildUrl('/api/v1/callbacks/{id}/replay', path), cli: ['callback', 'replay', callback.callback_id] }} />
        </div>
        {replay.error && <ProblemText error={replay.error} />}
        <h2>{t('answers')}</h2>
        {callback.attempts.length === 0 && <p className="muted">{t('answers.none')}</p>}
        <table className="grid-table">
          <tbody>
            {callback.attempts.map(one => (
              <tr key={one.at}>
                <td>
                  <TimeText at={one.at} />
                </td>
                <td className="mono">{one.status > 0 ? `HTTP ${one.status}` : '—'}</td>
                <td className="right num">{one.millis} ms</td>
                <td className="tone-bad">{one.error !== `HTTP ${one.status}` && one.error}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <h2>{t('body')}</h2>
        <pre className="output" tabIndex={0}>
          {pretty(callback.body)}
        </pre>
      </div>
    </Drawer>
  );
}

/** What the CMDB was told, what it answered, and what it still has to be told. */
export default function CallbacksPage() {
  const t = useTexts();
  const s = useShared();
  const { code, projects } = useProject();
  const [state, setState] = useFilter('state');
  const [job, setJob] = useFilter('job');
  const [token, setToken] = useFilter('page_token');
  const [open, setOpen] = useFilter('id');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState(false);
  const query = {
    limit: PAGE,
    ...(code === null ? {} : { project: [code] }),
    ...(state === '' ? {} : { state: [state] }),
    ...(job.trim() === '' ? {} : { job: job.trim() }),
    ...(token === '' ? {} : { page_token: token }),
  };
  const { data, error, refetch } = useGet('/api/v1/callbacks', { query, keep: true, every: token === '' ? EVERY_MS : false });
  const replay = useCall('post', '/api/v1/callbacks/replay', ['/api/v1/callbacks']);
  const list = data?.callbacks ?? [];
  const ids = list.filter(each => chosen.has(each.callback_id)).map(each => each.callback_id);
  const project = code ?? (projects.length === 1 ? (projects[0]?.code ?? null) : null);
  const body = { project: project ?? '', ids: ids.length === 0 ? null : ids };
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const shown = list.find(each => each.callback_id === open) ?? null;
  return (
    <Page
      title={s('page.callbacks')}
      actions={
        <>
          <GatedButton need="operator" project={project ?? projects[0]?.code ?? '*'} reason={project === null ? t('why.project') : null} onClick={() => setAsking(true)}>
            {ids.length === 0 ? t('replay.dead') : t('replay.chosen', { count: ids.length })}
          </GatedButton>
          <CopyAs command={{ method: 'POST', url: '/api/v1/callbacks/replay', body }} />
        </>
      }
    >
      <div className="toolbar">
        <Chips label={t('states')} value={state} onChange={setState} choices={[{ value: '', label: t('all') }, ...STATES.map(value => ({ value, label: s(`callback.${value}`) }))]} />
        <SearchBox main slow label={t('job')} value={job} onChange={setJob} />
      </div>
      {error && <ProblemText error={error} onRetry={() => void refetch()} />}
      <Panel flush>
        {data && list.length === 0 && <Nothing text={state === 'EXHAUSTED' ? t('none.dead') : t('none')} advice={t('none.advice')} />}
        {list.length > 0 && (
          <div className="table-wrap">
            <table className="grid-table">
              <thead>
                <tr>
                  <th>
                    <span className="sr-only">{t('choose')}</span>
                  </th>
                  <th>{t('col.state')}</th>
                  <th>{t('col.kind')}</th>
                  <th>{t('col.id')}</th>
                  <th className="right">{t('col.tries')}</th>
                  <th>{t('col.answer')}</th>
                  <th>{t('col.next')}</th>
                  <th>{t('col.created')}</th>
                </tr>
              </thead>
              <tbody>
                {list.map(callback => (
                  <tr key={callback.callback_id} className="clickable" onClick={() => setOpen(callback.callback_id)}>
                    <td onClick={event => event.stopPropagation()}>
                      <input type="checkbox" aria-label={callback.callback_id} checked={chosen.has(callback.callback_id)} onChange={() => toggle(callback.callback_id)} />
                    </td>
                    <td>
                      <StateTag of="callback" state={callback.state} />
                    </td>
                    <td className="nowrap">{s(`callback.${callback.kind}` as SharedKey)}</td>
                    <td>
                      <button type="button" className="linkish mono" onClick={() => setOpen(callback.callback_id)}>
                        {callback.callback_id}
                      </button>
                    </td>
                    <td className="right num">{callback.tries}</td>
                    <td className={callback.state === 'DELIVERED' ? 'mono' : 'mono tone-bad'}>{lastAnswer(callback)}</td>
                    <td>{callback.next_try_at != null && <TimeText at={callback.next_try_at} show="relative" />}</td>
                    <td>
                      <TimeText at={callback.created_at} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <Pager token={token} next={data?.next_page_token} onToken={setToken} />
      </Panel>
      {shown !== null && <Detail key={open} callback={shown} onClose={() => setOpen('')} />}
      {asking && project !== null && (
        <Confirm
          open
          title={t('replay.title')}
          scope={{ ips: Math.max(1, ids.length), size: ids.length === 0 ? t('replay.all', { project }) : t('replay.size', { count: ids.length }), text: t('replay.hint') }}
          word={project}
          action={t('replay.do')}
          busy={replay.isPending}
          error={replay.error}
          onConfirm={() =>
            replay.mutate(
              { body },
              {
                onSuccess: answer => {
                  toast(t(answer.more === true ? 'replayed.more' : 'replayed', { count: answer.replayed }));
                  setAsking(false);
                  setChosen(new Set());
                },
              },
            )
          }
          onClose={() => setAsking(false)}
        />
      )}
    </Page>
  );
}
