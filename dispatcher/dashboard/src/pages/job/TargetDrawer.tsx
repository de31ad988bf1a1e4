import { Drawer } from 'antd';
import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client';
import type { Failure, Job, Schemas, Target, TargetLine } from '../../api/types';
import { CopyText } from '../../parts/CopyAs';
import { isOver } from '../../parts/jobs';
import { ProblemText } from '../../parts/ProblemText';
import { StateTag, Tag } from '../../parts/StateTag';
import { bytes, exactSpan } from '../../parts/time';
import { TimeText, useNow } from '../../parts/TimeText';
import { useLanguage, useShared, type SharedKey } from '../../texts';
import { CallbackList } from './CallbackList';
import { useTexts } from './texts';
import { readTargets } from './useJob';

type Server = Schemas['GameServerResult'];
const PARTS = ['update_data', 'erl_data', 'service_data', 'release_data', 'health_data'] as const;

/**
 * There is no call for one target: a page of one at its place in the step is nearly always it, and where it is not, all are read.
 *
 * @param at its place among the targets of its step
 */
async function readTarget(job: Job, line: TargetLine, at: number): Promise<Target | null> {
  const page = await call('get', '/api/v1/jobs/{id}/targets', {
    path: { id: job.job_id },
    query: { step: line.step, limit: 1, page_token: at },
  });
  const found = page.targets.find(target => target.target_id === line.target_id);
  return found ?? (await readTargets(job.job_id)).find(target => target.target_id === line.target_id) ?? null;
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="drawer-section">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function FailureText({ failure }: { failure: Failure }) {
  const t = useTexts();
  return (
    <div className="failure">
      <p>
        <code className="mono tone-bad">{failure.code}</code> <span className="muted">{failure.type}</span>
      </p>
      <p>{failure.message}</p>
      <p className="error-advice">→ {failure.advice}</p>
      {failure.output !== '' && (
        <details>
          <summary>{t('drawer.output')}</summary>
          <pre className="output">{failure.output}</pre>
        </details>
      )}
    </div>
  );
}

function ServerRow({ server }: { server: Server }) {
  const t = useTexts();
  const tree = server.tree;
  const parts = PARTS.flatMap(name => {
    const part = server[name];
    return part == null ? [] : [{ name, part }];
  });
  return (
    <li className="server">
      <p>
        <strong className="mono">{server.name}</strong> <span className="muted">{server.role}</span>
        {server.process != null && <span className="mono muted"> {server.process}</span>}
        {parts.length === 0 && tree == null && <span className="muted"> · {t('part.none')}</span>}
      </p>
      {parts.map(({ name, part }) => (
        <p key={name} className="server-part">
          <Tag plain tone={part.status ? 'ok' : 'bad'} glyph={part.status ? '✓' : '✗'} text={t(`part.${name}`)} />
          <span>{part.data}</span>
        </p>
      ))}
      {tree != null && (
        <dl className="facts mono">
          {tree.before != null && (
            <>
              <dt>{t('tree.before')}</dt>
              <dd>{tree.before}</dd>
            </>
          )}
          {tree.tree != null && (
            <>
              <dt>{t('tree.now')}</dt>
              <dd>{tree.tree}</dd>
            </>
          )}
          {tree.kept != null && tree.kept.length > 0 && (
            <>
              <dt>{t('tree.kept')}</dt>
              <dd>{tree.kept.map(file => `${file.name} ${file.sha256.slice(0, 12)}`).join(', ')}</dd>
            </>
          )}
          {tree.differences != null && tree.differences > 0 && <dd className="tone-bad">{t('tree.differences', { n: tree.differences })}</dd>}
        </dl>
      )}
    </li>
  );
}

function Facts({ target }: { target: Target }) {
  const t = useTexts();
  const now = useNow();
  const begun = target.started_at == null ? null : Date.parse(target.started_at);
  const ended = target.finished_at == null ? now : Date.parse(target.finished_at);
  return (
    <dl className="facts">
      <dt>{t('drawer.begun')}</dt>
      <dd>
        <TimeText at={target.started_at} never="—" />
      </dd>
      <dt>{t('drawer.ended')}</dt>
      <dd>
        <TimeText at={target.finished_at} never="—" />
      </dd>
      {begun !== null && (
        <>
          <dt>{t('drawer.took')}</dt>
          <dd className="num">{exactSpan(ended - begun)}</dd>
        </>
      )}
      <dt>{t('drawer.worker')}</dt>
      <dd className="mono">{target.worker ?? '—'}</dd>
      {target.files > 0 && (
        <>
          <dt>{t('drawer.data')}</dt>
          <dd className="num">{t('drawer.files', { files: target.files, bytes: bytes(target.bytes) })}</dd>
        </>
      )}
      {target.manager != null && (
        <>
          <dt>{t('drawer.destination')}</dt>
          <dd className="mono">{`${target.manager.ip}:${target.manager.port}/${target.manager.module}`}</dd>
        </>
      )}
    </dl>
  );
}

function Content({ job, target }: { job: Job; target: Target }) {
  const t = useTexts();
  return (
    <>
      <Section title={t('drawer.times')}>
        <Facts target={target} />
      </Section>
      {target.failure != null && (
        <Section title={t('drawer.failure')}>
          <FailureText failure={target.failure} />
        </Section>
      )}
      {target.servers.length > 0 && (
        <Section title={`${t('drawer.servers')} ${target.servers.length}`}>
          <ul>
            {target.servers.map(server => (
              <ServerRow key={`${server.role} ${server.name}`} server={server} />
            ))}
          </ul>
        </Section>
      )}
      {target.attempts.length > 0 && (
        <Section title={t('drawer.attempts')}>
          <ul>
            {target.attempts.map(attempt => (
              <li key={attempt.attempt} className="server">
                <p>
                  {t('drawer.attempt', { n: attempt.attempt })} <StateTag plain of="target" state={attempt.state} /> <TimeText at={attempt.ended_at} />{' '}
                  <span className="mono muted">{attempt.worker ?? ''}</span>
                </p>
                {attempt.failure != null && <FailureText failure={attempt.failure} />}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('drawer.callbacks')}>
        <CallbackList job={job} ip={target.key} open={!isOver(job.state)} />
      </Section>
    </>
  );
}

interface Props {
  job: Job;
  /** Null: closed. */
  line: TargetLine | null;
  at: number;
  onClose: () => void;
}

/** Everything that is known of one target. */
export function TargetDrawer({ job, line, at, onClose }: Props) {
  const t = useTexts();
  const s = useShared();
  const language = useLanguage();
  const target = useQuery({
    queryKey: ['target', job.job_id, line?.target_id, line?.state, line?.attempt, language],
    enabled: line !== null,
    queryFn: () => (line === null ? null : readTarget(job, line, at)),
    placeholderData: before => (before?.target_id === line?.target_id ? before : undefined),
  });
  return (
    <Drawer
      open={line !== null}
      onClose={onClose}
      size={560}
      title={
        line && (
          <span className="drawer-title">
            <CopyText text={line.key} />
            <StateTag of="target" state={line.state} />
            <span className="muted">
              {s(`stepkind.${line.step}` as SharedKey)} · {t('drawer.attempt', { n: line.attempt })}
            </span>
          </span>
        )
      }
    >
      {target.error && <ProblemText error={target.error} onRetry={() => void target.refetch()} />}
      {target.data === null && <p>{t('drawer.gone')}</p>}
      {target.data && <Content job={job} target={target.data} />}
    </Drawer>
  );
}
