import { Nothing, Page } from '../../parts/Page';
import { useShared } from '../../texts';

export default function PlanPage() {
  const t = useShared();
  return (
    <Page title={t('page.plan')}>
      <Nothing text={t('page.soon')} />
    </Page>
  );
}
