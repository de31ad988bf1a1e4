import { Nothing, Page } from '../../parts/Page';
import { useShared } from '../../texts';

export default function ApprovalsPage() {
  const t = useShared();
  return (
    <Page title={t('page.approvals')}>
      <Nothing text={t('page.soon')} />
    </Page>
  );
}
