import type { Live } from '../api/live';
import { useShared } from '../texts';
import { clock } from './time';

/** Whether what is seen is live, and if not, from when it is. */
export function LiveBadge({ live }: { live: Live }) {
  const t = useShared();
  if (live.state === 'live') {
    return (
      <span className="live live-on">
        <span className="live-dot" aria-hidden="true" />
        {t('live.live')}
      </span>
    );
  }
  if (live.state === 'polling') {
    return (
      <span className="live live-off" role="status">
        <span aria-hidden="true">!</span>
        {live.at === null ? t('live.polling.none') : t('live.polling', { time: clock(live.at) })}
      </span>
    );
  }
  return <span className="live">{t(live.state === 'over' ? 'live.over' : 'live.connecting')}</span>;
}
