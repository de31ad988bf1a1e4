import { Nothing, Page } from '../../parts/Page';
import { useShared } from '../../texts';

export default function ProjectsPage() {
  const t = useShared();
  return (
    <Page title={t('page.projects')}>
      <Nothing text={t('page.soon')} />
    </Page>
  );
}
