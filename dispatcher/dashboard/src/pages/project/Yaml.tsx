import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { copyText } from '../../parts/commands';
import { CopyAs } from '../../parts/CopyAs';
import { Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { toast } from '../../parts/toast';
import { useShared } from '../../texts';
import { exportSetup, saveFile } from '../projects/setup';
import { useTexts } from './texts';

/** The project with its queues as the text that an import takes. */
export function YamlTab({ code }: { code: string }) {
  const t = useTexts();
  const s = useShared();
  const { data, error, refetch } = useQuery({ queryKey: ['/api/v1/onboarding', code], queryFn: () => exportSetup(code), retry: false });
  return (
    <Panel
      title="YAML"
      aside={
        <>
          <button type="button" className="btn" disabled={data === undefined} onClick={() => saveFile(data ?? '', `${code}.yaml`, 'application/yaml')}>
            {s('action.download')}
          </button>
          <button type="button" className="btn" disabled={data === undefined} onClick={() => void copyText(data ?? '').then(() => toast(s('action.copied')))}>
            {s('action.copy')}
          </button>
          <CopyAs command={{ method: 'GET', url: `/api/v1/onboarding?project=${encodeURIComponent(code)}`, cli: ['project', 'export', code] }} />
        </>
      }
    >
      <p className="muted yaml-hint">
        {t('yaml.hint')} <Link className="in-text" to="/projects?tab=import">{t('yaml.import')}</Link>
      </p>
      {error && <ProblemText error={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <pre className="output yaml" tabIndex={0}>
          {data}
        </pre>
      )}
    </Panel>
  );
}
