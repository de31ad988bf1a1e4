import { Nothing, Page } from '../../parts/Page';
import { useShared } from '../../texts';

export default function ReleasePage() {
  const t = useShared();
  return (
    <Page title={t('page.release')}>
      <Nothing text={t('page.soon')} />
    </Page>
  );
}
