import { Nothing, Page } from '../../parts/Page';
import { useShared } from '../../texts';

export default function AuditPage() {
  const t = useShared();
  return (
    <Page title={t('page.audit')}>
      <Nothing text={t('page.soon')} />
    </Page>
  );
}
