import { Button } from 'antd';
import { useState } from 'react';
import { buildUrl } from '../../api/client';
import { useGet } from '../../api/hooks';
import type { Job, Schemas } from '../../api/types';
import { copyText } from '../../parts/commands';
import { CopyAs } from '../../parts/CopyAs';
import { useFilter } from '../../parts/filters';
import { Nothing } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { StateTag } from '../../parts/StateTag';
import { toast } from '../../parts/toast';
import { useShared, type SharedKey } from '../../texts';
import { cut } from './found';
import { useTexts } from './texts';

const LIMIT = 200;
const LEAST = 2;

function Text({ text, find }: { text: string; find: string }) {
  return <span className="found-text mono">{cut(text, find).map((piece, at) => (at % 2 === 1 ? <mark key={at}>{piece}</mark> : piece))}</span>;
}

function Hit({ hit, find, newest }: { hit: Schemas['OutputLine']; find: string; newest: boolean }) {
  const t = useTexts();
  return (
    <li className="found-line">
      <span className="muted">
        {!newest && `${t('drawer.attempt', { n: hit.attempt })} · `}
        {hit.server != null && <span className="mono">{hit.server} · </span>}
        {t(`found.${hit.source as 'output'}`)}
        <span className="num">{` :${hit.line}`}</span>
      </span>
      <Text text={hit.text} find={find} />
    </li>
  );
}

function Found({ target, find, several, onOpen }: { target: Schemas['OutputOfTarget']; find: string; several: boolean; onOpen: (targetId: string) => void }) {
  const t = useTexts();
  const s = useShared();
  const newest = Math.max(...target.hits.map(hit => hit.attempt));
  return (
    <li className="found">
      <p className="found-head">
        <button type="button" className="linkish mono" onClick={() => onOpen(target.target_id)}>
          {target.key}
        </button>
        <StateTag of="target" state={target.state} />
        {several && <span className="muted">{s(`stepkind.${target.step}` as SharedKey)}</span>}
        <span className="muted num">{t('found.lines', { count: target.lines })}</span>
      </p>
      <ul>
        {target.hits.map(hit => (
          <Hit key={`${hit.attempt} ${hit.server ?? ''} ${hit.source} ${hit.line}`} hit={hit} find={find} newest={hit.attempt === newest} />
        ))}
        {target.lines > target.hits.length && <li className="muted">{t('found.more', { count: target.lines - target.hits.length })}</li>}
      </ul>
    </li>
  );
}

function Results({ job, find, onOpen }: { job: Job; find: string; onOpen: (targetId: string) => void }) {
  const t = useTexts();
  const { data, error, refetch, isFetching } = useGet('/api/v1/jobs/{id}/output', { path: { id: job.job_id }, query: { find, limit: LIMIT }, keep: true });
  if (error) return <ProblemText error={error} onRetry={() => void refetch()} />;
  if (!data) return <p className="muted" role="status">{t('found.searching')}</p>;
  if (data.matching === 0) return <Nothing text={t('found.none', { count: data.searched })} advice={t('found.none.advice')} />;
  const copy = async () => {
    await copyText([...new Set(data.targets.map(target => target.key))].join('\n'));
    toast(t('errors.copied', { count: data.targets.length }));
  };
  return (
    <section className="panel found-all" aria-busy={isFetching}>
      <p className="found-sum" role="status">
        <strong>{t('found.sum', { targets: data.matching, lines: data.lines })}</strong>
        <span className="muted">{t('found.searched', { count: data.searched })}</span>
        {data.matching > data.targets.length && <span className="tone-warn">{t('found.first', { count: data.targets.length })}</span>}
        <button type="button" className="linkish" onClick={() => void copy()}>
          {t('errors.copy')}
        </button>
      </p>
      <ul>
        {data.targets.map(target => (
          <Found key={target.target_id} target={target} find={find} several={job.steps.length > 1} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  );
}

/** A text in what all targets of the job printed and reported, target by target. */
export function LogSearch({ job, onOpen }: { job: Job; onOpen: (targetId: string) => void }) {
  const t = useTexts();
  const [find, setFind] = useFilter('find');
  const [typed, setTyped] = useState(find);
  const short = typed.trim().length > 0 && typed.trim().length < LEAST;
  const url = buildUrl('/api/v1/jobs/{id}/output', { id: job.job_id }, { find: typed.trim() });
  return (
    <>
      <form
        role="search"
        className="toolbar"
        onSubmit={event => {
          event.preventDefault();
          if (!short) setFind(typed.trim());
        }}
      >
        <span className="grow">
          <input
            className="field mono"
            type="search"
            data-search
            value={typed}
            maxLength={200}
            spellCheck={false}
            aria-label={t('found.label')}
            placeholder={t('found.label')}
            onChange={event => setTyped(event.target.value)}
          />
        </span>
        <Button htmlType="submit" type="primary" disabled={typed.trim().length < LEAST}>
          {t('found.search')}
        </Button>
        <CopyAs command={{ method: 'GET', url }} />
      </form>
      {find.length >= LEAST ? <Results job={job} find={find} onOpen={onOpen} /> : <Nothing text={t('found.begin')} advice={t('found.begin.advice')} />}
    </>
  );
}
