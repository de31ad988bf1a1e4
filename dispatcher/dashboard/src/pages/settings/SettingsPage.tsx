import { Nothing, Page } from '../../parts/Page';
import { useShared } from '../../texts';

export default function SettingsPage() {
  const t = useShared();
  return (
    <Page title={t('page.settings')}>
      <Nothing text={t('page.soon')} />
    </Page>
  );
}
