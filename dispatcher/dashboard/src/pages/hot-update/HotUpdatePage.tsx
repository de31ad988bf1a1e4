import { Nothing, Page } from '../../parts/Page';
import { useShared } from '../../texts';

export default function HotUpdatePage() {
  const t = useShared();
  return (
    <Page title={t('page.hot-update')}>
      <Nothing text={t('page.soon')} />
    </Page>
  );
}
