import { Link, useNavigate } from 'react-router';
import { buildUrl } from '../../api/client';
import { useCall, useGet } from '../../api/hooks';
import type { Job } from '../../api/types';
import { SelectField } from '../../forms/Field';
import { Numbered } from '../../forms/Numbered';
import { WavesFields } from '../../forms/WavesFields';
import { useRefusal } from '../../forms/useRefusal';
import { CopyAs } from '../../parts/CopyAs';
import { useDraft } from '../../parts/drafts';
import { GatedButton } from '../../parts/GatedButton';
import { isOver, tally } from '../../parts/jobs';
import { Page, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { StateTag } from '../../parts/StateTag';
import { TimeText } from '../../parts/TimeText';
import { planUrl } from '../plan/url';
import { EMPTY, PLAN_FIELDS, releaseCli, rollbackRequest, type Draft } from './draft';
import { Options } from './Options';
import { usePackages } from './Packages';
import { useTexts } from './texts';

function Form({ job }: { job: Job }) {
  const t = useTexts();
  const navigate = useNavigate();
  const [draft, setDraft, forget] = useDraft<Draft>(`rollback.${job.job_id}`, EMPTY);
  const refusal = useRefusal(PLAN_FIELDS);
  const packages = usePackages(job.project, job.app_type ?? '');
  const plan = useCall('post', '/api/v1/projects/{project}/areas/{area}/release-plans');
  const request = rollbackRequest(draft, job.job_id);
  const path = { project: job.project, area: job.area_code };
  const set = (change: Partial<Draft>) => {
    refusal.clear();
    setDraft({ ...draft, ...change });
  };
  const last = job.steps.at(-1);
  const counts = tally(last?.counts, last?.targets ?? 0);
  const versions = (packages.data?.packages ?? []).filter(each => each.state === 'READY' && each.version !== job.version);
  const make = () =>
    plan.mutate(
      { path, body: request },
      {
        onSuccess: made => {
          forget();
          void navigate(planUrl(made));
        },
        onError: problem => refusal.refuse(problem),
      },
    );
  return (
    <div className="with-aside">
      <div>
        <Panel title={<Numbered n={1}>{t('rollback.of')}</Numbered>}>
          <dl className="facts">
            <dt>{t('rollback.job')}</dt>
            <dd>
              <Link to={`/jobs/${encodeURIComponent(job.job_id)}`} className="mono">
                {job.job_id}
              </Link>{' '}
              <StateTag of="job" state={job.state} />
            </dd>
            <dt>{t('version')}</dt>
            <dd className="mono">{`${job.app_type ?? ''} ${job.version}`}</dd>
            <dt>{t('area')}</dt>
            <dd>{`${job.project} / ${job.area}`}</dd>
            <dt>IP</dt>
            <dd className="num">{t('rollback.hosts', { total: counts.total, ok: counts.succeeded, bad: counts.failed + counts.unknown })}</dd>
            <dt>{t('package.at')}</dt>
            <dd>
              <TimeText at={job.created_at} /> {job.created_by}
            </dd>
          </dl>
          <div className="form-grid rollback-to">
            <SelectField label={t('rollback.to')} hint={t('rollback.to.hint')} errors={refusal.at('version')} value={draft.version} onChange={version => set({ version })} none={t('rollback.before')} choices={versions.map(each => ({ value: each.version, label: each.version }))} />
          </div>
        </Panel>
        <Panel title={<Numbered n={2}>{t('waves')}</Numbered>}>
          <WavesFields always value={draft.waves} onChange={waves => set({ waves: { ...waves, on: true } })} refusal={refusal} ips={[]} />
        </Panel>
        <Panel title={<Numbered n={3}>{t('options')}</Numbered>}>
          <Options draft={draft} refusal={refusal} onChange={set} />
        </Panel>
      </div>
      <aside aria-label={t('rollback.summary')}>
        <Panel title={t('rollback.summary')}>
          <p>{t('rollback.what')}</p>
          <div className="acts">
            {refusal.summary}
            {refusal.at('rollback_of').length > 0 && <p className="f-error">✗ {refusal.at('rollback_of').join('; ')}</p>}
            <span className="acts-row">
              <GatedButton need="releaser" project={job.project} type="primary" loading={plan.isPending} reason={isOver(job.state) ? null : t('rollback.open')} onClick={make}>
                {t('rollback.plan')}
              </GatedButton>
              <CopyAs command={{ method: 'POST', url: buildUrl('/api/v1/projects/{project}/areas/{area}/release-plans', path), body: request, cli: releaseCli(request, job.project, job.area_code) }} />
            </span>
            <p className="why">{isOver(job.state) ? t('plan.hint') : t('rollback.open')}</p>
          </div>
        </Panel>
      </aside>
    </div>
  );
}

/** Undoes a release: its game servers are those the job switched. */
export function Rollback({ id }: { id: string }) {
  const t = useTexts();
  const { data, error, refetch } = useGet('/api/v1/jobs/{id}', { path: { id }, every: 10_000 });
  return (
    <Page title={t('rollback')}>
      {error && <ProblemText error={error} onRetry={() => void refetch()} />}
      {data && <Form job={data} />}
    </Page>
  );
}
