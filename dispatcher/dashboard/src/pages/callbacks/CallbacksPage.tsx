import { Nothing, Page } from '../../parts/Page';
import { useShared } from '../../texts';

export default function CallbacksPage() {
  const t = useShared();
  return (
    <Page title={t('page.callbacks')}>
      <Nothing text={t('page.soon')} />
    </Page>
  );
}
