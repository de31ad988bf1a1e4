import { useCallback, useEffect, useRef, useState } from 'react';
import { buildUrl, call, send } from '../../api/client';
import { Problem } from '../../api/problem';
import { readStream } from '../../api/stream';
import type { Schemas } from '../../api/types';
import { Drawer } from '../../forms/Lazy';
import { Chips } from '../../forms/Field';
import { CopyAs } from '../../parts/CopyAs';
import { ProblemText } from '../../parts/ProblemText';
import { StateTag } from '../../parts/StateTag';
import { bytes } from '../../parts/time';
import { useShared } from '../../texts';
import { LOGS, type LogKind } from './Board';
import { logName, type Process } from './board';
import { LogText, prepend } from './logText';
import { useTexts } from './texts';

type TailState = 'connecting' | 'live' | 'ended';
const AGAIN_MS = 3_000;

interface Tail {
  text: string;
  state: TailState;
  problem: Problem | null;
  earlier: () => Promise<void>;
}

/** Follows a log from its last KiB on; a tail that was cut off is opened again. */
function useTail(base: string): Tail {
  const [text, setText] = useState('');
  const [state, setState] = useState<TailState>('connecting');
  const [problem, setProblem] = useState<Problem | null>(null);
  const first = useRef('');
  useEffect(() => {
    const abort = new AbortController();
    let again: ReturnType<typeof setTimeout> | undefined;
    const log = new LogText();
    first.current = '';
    const open = async () => {
      let refused: Problem | null = null;
      try {
        await readStream(
          `${base}/tail`,
          {
            onOpen: () => setState('live'),
            onBytes: () => undefined,
            onEvent: event => {
              const data = JSON.parse(event.data) as { text?: string; skipped_bytes?: number; code?: string; detail?: string; advice?: string };
              if (event.event === 'chunk') {
                if (first.current === '') first.current = data.text ?? '';
                setText(log.push(data.text ?? '', data.skipped_bytes ?? 0));
              } else if (event.event === 'problem') {
                refused = new Problem(200, data.code ?? 'problem', data.detail ?? '', [], data.advice ?? null);
              }
            },
          },
          null,
          abort.signal,
        );
      } catch (error) {
        if (abort.signal.aborted) return;
        refused = Problem.of(error);
      }
      if (abort.signal.aborted) return;
      setState('ended');
      setProblem(refused);
      if (refused === null || refused.offline) {
        log.mark();
        again = setTimeout(() => void open(), AGAIN_MS);
      }
    };
    void open();
    return () => {
      abort.abort();
      clearTimeout(again);
    };
  }, [base]);
  const earlier = useCallback(async () => {
    try {
      const answer = await send(base);
      const whole = await answer.text();
      setText(before => prepend(whole, first.current, before));
    } catch (error) {
      setProblem(Problem.of(error));
    }
  }, [base]);
  return { text, state, problem, earlier };
}

function Search({ base, path, log }: { base: string; path: { project: string; ip: string; name: string }; log: LogKind }) {
  const t = useTexts();
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<Schemas['LogSearch'] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const look = async () => {
    if (typed === '') return setFound(null);
    setBusy(true);
    setError(null);
    try {
      setFound(await call('get', '/api/v1/projects/{project}/game-servers/{ip}:{name}/logs/{log}/search', { path: { ...path, log }, query: { text: typed, limit: 200 } }));
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <form
        className="toolbar"
        role="search"
        onSubmit={event => {
          event.preventDefault();
          void look();
        }}
      >
        <span className="grow">
          <input className="field" type="search" data-search value={typed} maxLength={200} aria-label={t('log.search')} placeholder={t('log.search')} onChange={event => setTyped(event.target.value)} />
        </span>
        <button type="submit" className="btn" disabled={busy || typed === ''}>
          {t('log.find')}
        </button>
        <a className="btn" href={`${base}?download=true`} download>
          {t('log.download')}
        </a>
        <CopyAs
          command={{
            method: 'GET',
            url: typed === '' ? base : buildUrl(`${base}/search`, {}, { text: typed }),
            cli: ['service', 'logs', path.project, `${path.ip}:${path.name}`, ...(log === 'stdout' ? [] : [`--${log}`]), ...(typed === '' ? ['--follow'] : ['--search', typed])],
          }}
        />
      </form>
      {error !== null && <ProblemText error={error} />}
      {found !== null && (
        <section className="log-found" aria-label={t('log.found')}>
          <p className="muted">
            {t('log.matches', { count: found.matches.length, searched: bytes(found.size - found.searched_from), size: bytes(found.size) })}
            {found.more && ` ${t('log.more')}`}{' '}
            <button type="button" className="linkish" onClick={() => setFound(null)}>
              {t('log.close')}
            </button>
          </p>
          <ol className="log-matches" tabIndex={0}>
            {found.matches.map(match => (
              <li key={match.offset}>
                <span className="num muted">{match.line}</span>
                <code>{match.text}</code>
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

interface Props {
  project: string;
  process: Process;
  log: string;
  onLog: (log: LogKind) => void;
  onClose: () => void;
}

/** One of the three logs of a process: live, searched on the host, or as a file. */
export function LogDrawer({ project, process, log: wanted, onLog, onClose }: Props) {
  const t = useTexts();
  const log = LOGS.find(each => each === wanted) ?? 'stdout';
  const path = { project, ip: process.ip, name: logName(process) };
  const base = buildUrl('/api/v1/projects/{project}/game-servers/{ip}:{name}/logs/{log}', { ...path, log });
  return (
    <Drawer
      width={980}
      onClose={onClose}
      title={
        <span className="drawer-title-line">
          <span className="mono">{`${process.ip} ${process.process ?? ''}`}</span>
          <span className="muted">{process.title}</span>
          <StateTag of="process" state={process.state} />
        </span>
      }
    >
      <div className="log">
        <Chips label={t('log')} value={log} onChange={value => onLog(value as LogKind)} choices={LOGS.map(each => ({ value: each, label: t(`log.${each}`) }))} />
        <Search key={base} base={base} path={path} log={log} />
        <TailView key={`tail ${base}`} base={base} />
      </div>
    </Drawer>
  );
}

function TailView({ base }: { base: string }) {
  const t = useTexts();
  const s = useShared();
  const { text, state, problem, earlier } = useTail(base);
  const [follow, setFollow] = useState(true);
  const box = useRef<HTMLPreElement>(null);
  useEffect(() => {
    if (follow && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [text, follow]);
  return (
    <>
      <p className="log-state">
        {state === 'live' ? (
          <span className="live live-on">
            <span className="live-dot" aria-hidden="true" />
            {s('live.live')}
          </span>
        ) : (
          <span className={state === 'ended' ? 'live live-off' : 'live'}>{state === 'ended' ? t('log.ended') : s('live.connecting')}</span>
        )}
        <button type="button" className="linkish" onClick={() => void earlier()}>
          {t('log.earlier')}
        </button>
        <label className="log-follow">
          <input type="checkbox" checked={follow} onChange={event => setFollow(event.target.checked)} /> {t('log.follow')}
        </label>
      </p>
      {problem !== null && <ProblemText error={problem} />}
      <pre
        ref={box}
        className="output log-text"
        tabIndex={0}
        aria-label={t('log.text')}
        onScroll={event => {
          const at = event.currentTarget;
          const bottom = at.scrollHeight - at.scrollTop - at.clientHeight < 24;
          if (bottom !== follow) setFollow(bottom);
        }}
      >
        {text === '' && state === 'live' ? t('log.empty') : text}
      </pre>
    </>
  );
}
