import { memo } from 'react';
import type { Job, TargetState } from '../../api/types';
import { Bar } from '../../parts/Bar';
import { isOver, portions, tally } from '../../parts/jobs';
import { WaveSkip } from './Actions';
import { passes, type TileFilter, type TileGroup } from './groups';
import { countStates } from './store';
import { useTexts } from './texts';
import { Tiles } from './Tiles';

const WIDE_UP_TO = 60;
const ENDED: TargetState[] = ['SUCCEEDED', 'FAILED', 'UNKNOWN', 'SKIPPED', 'CANCELLED'];

interface Props {
  job: Job;
  groups: TileGroup[];
  total: number;
  filter: TileFilter;
  chosen: ReadonlySet<string> | null;
  onOpen: (targetId: string) => void;
  onActed: (job: Job) => void;
}

function Head({ group, job, current, onActed }: { group: TileGroup; job: Job; current: boolean; onActed: (job: Job) => void }) {
  const t = useTexts();
  const { wave, lines } = group;
  const counts = tally(countStates(lines), lines.length);
  const title = wave === null ? (group.name ?? t('wave.rest')) : t('wave', { n: wave.number });
  return (
    <div className={current ? 'group-head current' : 'group-head'}>
      <h3 className={group.name === null ? '' : 'mono'}>{title}</h3>
      {wave?.name === 'canary' && <span className="tag tone-warn">{t('wave.canary')}</span>}
      <span className="num">{t('wave.count', { done: counts.done, total: counts.total })}</span>
      {counts.failed + counts.unknown > 0 && <span className="num tone-bad">✗ {counts.failed + counts.unknown}</span>}
      {counts.succeeded === counts.total && <span className="tone-ok">✓</span>}
      <span className="group-bar">
        <Bar portions={portions(counts)} total={counts.total} label={`${title} ${counts.done}/${counts.total}`} />
      </span>
      {wave !== null && counts.held > 0 && <WaveSkip job={job} wave={wave.number} onActed={onActed} />}
    </div>
  );
}

/** Waves, or subnets, of tiles. */
export const Groups = memo(function Groups({ job, groups, total, filter, chosen, onOpen, onActed }: Props) {
  const t = useTexts();
  const current = isOver(job.state) ? null : (groups.find(group => group.wave !== null && group.lines.some(line => !ENDED.includes(line.state)))?.key ?? null);
  const wide = total <= WIDE_UP_TO;
  const shown = groups.map(group => ({ group, lines: group.lines.filter(line => passes(line, filter)) }));
  if (shown.every(({ lines }) => lines.length === 0)) return <p className="muted group-none">{t('none')}</p>;
  return (
    <>
      {shown.map(({ group, lines }) => {
        const headed = group.wave !== null || group.name !== null;
        if (lines.length === 0 && group.lines.length > 0 && group.wave === null) return null;
        const label = group.wave === null ? (group.name ?? t('hosts')) : t('wave', { n: group.wave.number });
        return (
          <section key={group.key} className="group">
            {headed && <Head group={group} job={job} current={group.key === current} onActed={onActed} />}
            <Tiles lines={lines} wide={wide} label={label} chosen={chosen} onOpen={onOpen} />
          </section>
        );
      })}
    </>
  );
});
