import { Nothing, Page } from '../../parts/Page';
import { useShared } from '../../texts';

export default function JobsPage() {
  const t = useShared();
  return (
    <Page title={t('page.jobs')}>
      <Nothing text={t('page.soon')} />
    </Page>
  );
}
