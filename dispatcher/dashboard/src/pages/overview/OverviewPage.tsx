import { Nothing, Page } from '../../parts/Page';
import { useShared } from '../../texts';

export default function OverviewPage() {
  const t = useShared();
  return (
    <Page title={t('page.overview')}>
      <Nothing text={t('page.soon')} />
    </Page>
  );
}
