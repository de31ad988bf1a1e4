import { Nothing, Page } from '../../parts/Page';
import { useShared } from '../../texts';

export default function ProjectPage() {
  const t = useShared();
  return (
    <Page title={t('page.project')}>
      <Nothing text={t('page.soon')} />
    </Page>
  );
}
