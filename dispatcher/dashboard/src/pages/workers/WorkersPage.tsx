import { Nothing, Page } from '../../parts/Page';
import { useShared } from '../../texts';

export default function WorkersPage() {
  const t = useShared();
  return (
    <Page title={t('page.workers')}>
      <Nothing text={t('page.soon')} />
    </Page>
  );
}
