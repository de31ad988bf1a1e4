import { useCall, useGet } from '../../api/hooks';
import { buildUrl } from '../../api/client';
import type { Job } from '../../api/types';
import { Numbered } from '../../forms/Numbered';
import { Chips, SelectField, TextField } from '../../forms/Field';
import type { AreaChoice } from '../../forms/areas';
import type { Refusal } from '../../forms/useRefusal';
import { newUuid } from '../../forms/uuid';
import { Bar } from '../../parts/Bar';
import { CopyAs, CopyText } from '../../parts/CopyAs';
import { GatedButton } from '../../parts/GatedButton';
import { isOver } from '../../parts/jobs';
import { Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { StateTag } from '../../parts/StateTag';
import { bytes } from '../../parts/time';
import { pullBody, pullKey, type Draft, type UpdateKind } from './draft';
import { useRecentVersions } from './files';
import { useTexts } from './texts';

interface Props {
  area: AreaChoice;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  job: Job | null;
  refusal: Refusal;
}

/** How far the copy is; where it failed, why and what to do. */
function PullProgress({ job }: { job: Job }) {
  const t = useTexts();
  const open = !isOver(job.state);
  const { data } = useGet('/api/v1/jobs/{id}/targets', { path: { id: job.job_id }, every: open ? 1_000 : false, enabled: job.state !== 'SUCCEEDED' });
  const target = data?.targets[0];
  const progress = target?.progress;
  return (
    <div className="pull-progress" role="status">
      <StateTag of="job" state={job.state} />
      {open && progress != null && progress.total > 0 && (
        <>
          <Bar portions={[{ tone: 'run', value: progress.done }]} total={progress.total} label={`${progress.done} / ${progress.total}`} />
          <span className="num muted">
            {progress.unit === 'bytes' ? `${bytes(progress.done)} / ${bytes(progress.total)}` : `${progress.done} / ${progress.total}`} {progress.phase}
          </span>
        </>
      )}
      {open && progress == null && <span className="muted">{t('pull.waiting')}</span>}
      {target?.failure != null && (
        <span>
          <code className="mono">{target.failure.code}</code> {target.failure.message} <strong>→ {target.failure.advice}</strong>
        </span>
      )}
      {!open && job.note != null && <span>{job.note}</span>}
    </div>
  );
}

/** Project, area and version, and the button that has the receiver copy that version and list its files. */
export function PullStep({ area, draft, onDraft, job, refusal }: Props) {
  const t = useTexts();
  const versions = useRecentVersions(area.projectCode);
  const pull = useCall('post', '/api/v1/projects/{project}/areas/{area}/file-pulls');
  const set = (change: Partial<Draft>) => onDraft({ ...draft, ...change });
  const current = pullKey(draft, area.code);
  const pulled = draft.pulled === current;
  const busy = pull.isPending || (pulled && job !== null && !isOver(job.state));
  const path = { project: area.projectCode, area: area.code };
  const start = () => {
    refusal.clear();
    const next = draft.pulled === null ? draft : { ...draft, uuid: newUuid() };
    const pulling = { ...next, version: next.version.trim(), pulled: pullKey(next, area.code), files: [] };
    pull.mutate(
      { path, body: pullBody(pulling) },
      { onSuccess: () => onDraft(pulling), onError: problem => refusal.refuse(problem) },
    );
  };
  return (
    <Panel
      title={<Numbered n={1}>{t('pull')}</Numbered>}
      aside={
        <span className="muted">
          uuid <CopyText text={draft.uuid} />
        </span>
      }
    >
      <div className="form-stack">
        <Chips
          label={t('kind')}
          value={draft.kind}
          onChange={kind => set({ kind: kind as UpdateKind })}
          choices={[
            { value: 'server', label: t('kind.server') },
            { value: 'client', label: t('kind.client') },
          ]}
        />
        <div className="form-grid">
          <SelectField label={t('area')} value={area.code} choices={area.choices} onChange={area.choose} />
          {draft.kind === 'client' && (
            <SelectField
              label={t('clientType')}
              errors={refusal.at('client_type')}
              value={draft.clientType}
              onChange={value => set({ clientType: value === '1' ? '1' : '0' })}
              choices={[
                { value: '0', label: t('clientType.0') },
                { value: '1', label: t('clientType.1') },
              ]}
            />
          )}
          <TextField label={t('version')} errors={refusal.at('version')} value={draft.version} onChange={version => set({ version })} mono placeholder="004200000" offer={versions} />
          <div className="f pull-button">
            <span className="acts-row">
              <GatedButton need="operator" project={area.projectCode} type={pulled ? 'default' : 'primary'} loading={busy} reason={draft.version.trim() === '' ? t('missing.version') : null} onClick={start}>
                {pulled ? t('pull.again') : t('pull.do')}
              </GatedButton>
              <CopyAs
                command={{
                  method: 'POST',
                  url: buildUrl('/api/v1/projects/{project}/areas/{area}/file-pulls', path),
                  body: pullBody(draft),
                  cli: ['pull', area.projectCode, area.code, draft.version.trim(), '--uuid', draft.uuid, ...(draft.kind === 'client' ? ['--type', 'hot_client', '--client-type', draft.clientType] : []), '--watch'],
                }}
              />
            </span>
          </div>
        </div>
        {pull.error && refusal.problem === null && <ProblemText error={pull.error} />}
        {draft.pulled !== null && !pulled && <p className="note tone-warn">{t('pull.stale')}</p>}
        {pulled && job !== null && job.state !== 'SUCCEEDED' && <PullProgress job={job} />}
      </div>
    </Panel>
  );
}
