import { Nothing, Page } from '../../parts/Page';
import { useShared } from '../../texts';

export default function SchedulesPage() {
  const t = useShared();
  return (
    <Page title={t('page.schedules')}>
      <Nothing text={t('page.soon')} />
    </Page>
  );
}
