import { Nothing, Page } from '../../parts/Page';
import { useShared } from '../../texts';

export default function InstalledPage() {
  const t = useShared();
  return (
    <Page title={t('page.installed')}>
      <Nothing text={t('page.soon')} />
    </Page>
  );
}
