import { Nothing, Page } from '../../parts/Page';
import { useShared } from '../../texts';

export default function JobPage() {
  const t = useShared();
  return (
    <Page title={t('page.job')}>
      <Nothing text={t('page.soon')} />
    </Page>
  );
}
