import { Link, useNavigate } from 'react-router';
import { useGet } from '../api/hooks';
import type { Job } from '../api/types';
import { texts, useShared } from '../texts';
import { jobsEn } from '../texts/jobs.en';
import { jobsZh } from '../texts/jobs.zh';
import { Bar } from './Bar';
import { isOver, jobName, jobVersion, lastStep, portions, tally, tookMs } from './jobs';
import { StateTag } from './StateTag';
import { exactSpan } from './time';
import { TimeText, useNow } from './TimeText';

const useTexts = texts('jobs', jobsZh, jobsEn);

/** Lists carry no counts, so a job that is not over is asked for its own. */
function Progress({ job }: { job: Job }) {
  const t = useTexts();
  const open = !isOver(job.state);
  const { data } = useGet('/api/v1/jobs/{id}', { path: { id: job.job_id }, enabled: open, every: open ? 5_000 : false });
  const step = lastStep(data ?? job);
  if (step === null) return null;
  if (step.counts == null) {
    return <span className="muted num">{step.targets}</span>;
  }
  const counts = tally(step.counts, step.targets);
  const label = t('progressOf', { done: counts.done, total: counts.total, failed: counts.failed + counts.unknown });
  return (
    <span className="job-progress" title={label}>
      <Bar portions={portions(counts)} total={counts.total} label={label} />
      <span className="num muted">
        {counts.done}/{counts.total}
      </span>
      {counts.failed + counts.unknown > 0 && <span className="num tone-bad">✗ {counts.failed + counts.unknown}</span>}
    </span>
  );
}

function Took({ job }: { job: Job }) {
  const now = useNow();
  const ms = tookMs(job, now);
  return <span className="num">{ms === null ? '' : exactSpan(ms)}</span>;
}

/** Jobs as rows; each opens its page. */
export function JobTable({ jobs, brief = false }: { jobs: Job[]; brief?: boolean }) {
  const t = useTexts();
  const s = useShared();
  const navigate = useNavigate();
  return (
    <div className="table-wrap">
      <table className="grid-table job-table">
        <thead>
          <tr>
            <th>{t('state')}</th>
            <th>{t('job')}</th>
            <th>{t('where')}</th>
            <th>{t('version')}</th>
            <th>{t('progress')}</th>
            {!brief && <th>{t('who')}</th>}
            <th>{t('created')}</th>
            {!brief && <th className="right">{t('took')}</th>}
          </tr>
        </thead>
        <tbody>
          {jobs.map(job => (
            <tr key={job.job_id} className="clickable" onClick={() => void navigate(`/jobs/${encodeURIComponent(job.job_id)}`)}>
              <td>
                <StateTag of="job" state={job.state} />
              </td>
              <td className="job-name">
                <Link to={`/jobs/${encodeURIComponent(job.job_id)}`} onClick={event => event.stopPropagation()}>
                  {jobName(job, s)}
                </Link>
                <span className="mono muted job-id">{job.job_id}</span>
                {job.round > 1 && <span className="muted nowrap">{t('round', { n: job.round })}</span>}
              </td>
              <td className="nowrap">
                <span className="mono">{job.project}</span> / {job.area}
              </td>
              <td className="mono">{jobVersion(job)}</td>
              <td className="job-progress-cell">
                <Progress job={job} />
              </td>
              {!brief && (
                <td className="nowrap" title={job.approved_by == null ? undefined : t('approved', { who: job.approved_by })}>
                  {job.created_by}
                </td>
              )}
              <td>
                <TimeText at={job.created_at} show={brief ? 'relative' : 'both'} />
              </td>
              {!brief && (
                <td className="right">
                  <Took job={job} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
