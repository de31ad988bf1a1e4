import { Nothing, Page } from '../../parts/Page';
import { useShared } from '../../texts';

export default function VersionsPage() {
  const t = useShared();
  return (
    <Page title={t('page.versions')}>
      <Nothing text={t('page.soon')} />
    </Page>
  );
}
