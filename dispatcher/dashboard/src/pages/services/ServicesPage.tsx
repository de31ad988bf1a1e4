import { Nothing, Page } from '../../parts/Page';
import { useShared } from '../../texts';

export default function ServicesPage() {
  const t = useShared();
  return (
    <Page title={t('page.services')}>
      <Nothing text={t('page.soon')} />
    </Page>
  );
}
