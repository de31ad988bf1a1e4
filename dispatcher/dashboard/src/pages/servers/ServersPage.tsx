import { Nothing, Page } from '../../parts/Page';
import { useShared } from '../../texts';

export default function ServersPage() {
  const t = useShared();
  return (
    <Page title={t('page.servers')}>
      <Nothing text={t('page.soon')} />
    </Page>
  );
}
