import { useQueryClient } from '@tanstack/react-query';
import { buildUrl } from '../../api/client';
import { useCall } from '../../api/hooks';
import { usePatch } from '../../forms/address';
import { CheckField } from '../../forms/Field';
import { CopyAs } from '../../parts/CopyAs';
import { useFilter } from '../../parts/filters';
import { GatedButton } from '../../parts/GatedButton';
import { Nothing, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { toast } from '../../parts/toast';
import { Apply } from './Apply';
import { Changes } from './Changes';
import { changeCount } from './list';
import { useTexts } from './texts';

const SYNC = '/api/v1/projects/{project}/game-servers/sync';

/** The CMDB's own list against the registry; what was looked at is what is taken. */
export function SyncTab({ project }: { project: string }) {
  const t = useTexts();
  const patch = usePatch();
  const client = useQueryClient();
  const [mode, setMode] = useFilter('mode');
  const replace = mode === 'replace';
  const query = replace ? { mode: 'replace' } : {};
  const look = useCall('post', SYNC);
  const apply = useCall('post', `${SYNC}/confirm`);
  const off = look.error?.code === 'no_server_source';
  const confirm = (digest: string) =>
    apply.mutate(
      { path: { project }, query, body: { digest } },
      {
        onSuccess: async done => {
          toast(t('import.done', { count: changeCount(done) }));
          await client.invalidateQueries({ queryKey: ['/api/v1/projects/{project}/game-servers'] });
          patch({ tab: '', mode: '' });
        },
      },
    );
  return (
    <>
      <Panel title={t('tab.sync')}>
        <div className="form-stack">
          <p>{t('sync.text')}</p>
          <CheckField
            label={t('import.replace')}
            hint={t('import.replace.hint')}
            value={replace}
            onChange={on => {
              look.reset();
              apply.reset();
              setMode(on ? 'replace' : '');
            }}
          />
          <div className="drawer-acts">
            <GatedButton need="admin" project={project} type="primary" loading={look.isPending} onClick={() => look.mutate({ path: { project }, query })}>
              {t('sync.look')}
            </GatedButton>
            <CopyAs command={{ method: 'POST', url: buildUrl(SYNC, { project }, query) }} />
          </div>
          {look.error && !off && <ProblemText error={look.error} />}
        </div>
      </Panel>
      {off && (
        <Panel>
          <Nothing text={t('sync.off')} advice={t('sync.off.advice', { project })} />
        </Panel>
      )}
      {look.data && (
        <Panel title={t('changes.title')}>
          <div className="stack">
            <Changes result={look.data.difference} />
            <Apply project={project} result={look.data.difference} title={t('sync.title', { project })} action={t('sync.apply', { count: changeCount(look.data.difference) })} busy={apply.isPending} error={apply.error} onConfirm={() => confirm(look.data.digest)} />
          </div>
        </Panel>
      )}
    </>
  );
}
