import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Problem } from '../../api/problem';
import { usePatch } from '../../forms/address';
import { AreaField, CheckField } from '../../forms/Field';
import { CopyAs } from '../../parts/CopyAs';
import { useDraft } from '../../parts/drafts';
import { GatedButton } from '../../parts/GatedButton';
import { Nothing, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { toast } from '../../parts/toast';
import { Apply } from './Apply';
import { Changes } from './Changes';
import { changeCount, decode, listUrl, putList, type Import } from './list';
import { useTexts } from './texts';

const EXAMPLE = '项目类型,大区名称,服务器IP,机器名,进程名,进程路径\ngameLogin,压力测试服1,192.168.5.194,msg压力测试服1,gameLogin,/data/center_server/\nGameServer,QA测试服,192.168.5.195,QA测试服,gameserver_test,/data/game1/\n';

/** A list is pasted or chosen, its difference looked at, and then taken. */
export function ImportTab({ project }: { project: string }) {
  const t = useTexts();
  const patch = usePatch();
  const client = useQueryClient();
  const [draft, setDraft, forget] = useDraft(`servers.import.${project}`, { text: '', replace: false });
  const look = useMutation<Import, Problem>({ mutationFn: () => putList(project, draft.text, draft.replace, true) });
  const apply = useMutation<Import, Problem>({
    mutationFn: () => putList(project, draft.text, draft.replace, false),
    onSuccess: async done => {
      toast(t('import.done', { count: changeCount(done) }));
      forget();
      await client.invalidateQueries({ queryKey: ['/api/v1/projects/{project}/game-servers'] });
      patch({ tab: '' });
    },
  });
  const set = (change: Partial<typeof draft>) => {
    look.reset();
    apply.reset();
    setDraft({ ...draft, ...change });
  };
  const take = async (chosen: File | undefined) => {
    if (chosen === undefined) return;
    set({ text: decode(await chosen.arrayBuffer()) });
    toast(t('import.read', { name: chosen.name }));
  };
  const lines = draft.text.split('\n').filter(line => line.trim() !== '').length;
  return (
    <>
      <Panel title={t('import.what')} aside={<span className="muted num">{t('import.lines', { count: lines })}</span>}>
        <div className="form-stack">
          <AreaField label={t('import.paste')} hint={t('import.hint')} value={draft.text} onChange={text => set({ text })} rows={9} mono placeholder={EXAMPLE} />
          <div className="toolbar">
            <label className="btn file-button">
              {t('import.file')}
              <input
                className="sr-only"
                type="file"
                accept=".csv,.tsv,.txt,.json"
                onChange={event => {
                  void take(event.target.files?.[0]);
                  event.target.value = ''; // the same file again is a choice too
                }}
              />
            </label>
            <span className="why">{t('import.file.hint')}</span>
            {draft.text === '' ? (
              <button type="button" className="linkish" onClick={() => set({ text: EXAMPLE })}>
                {t('import.example')}
              </button>
            ) : (
              <button type="button" className="linkish" onClick={() => set({ text: '' })}>
                {t('import.clear')}
              </button>
            )}
          </div>
          <CheckField label={t('import.replace')} hint={t('import.replace.hint')} value={draft.replace} onChange={replace => set({ replace })} />
          <div className="drawer-acts">
            <GatedButton need="admin" project={project} type="primary" loading={look.isPending} reason={lines === 0 ? t('why.text') : null} onClick={() => look.mutate()}>
              {t('import.look')}
            </GatedButton>
            <CopyAs command={{ method: 'PUT', url: listUrl(project, draft.replace, true), cli: ['server', 'import', project, 'servers.csv', ...(draft.replace ? ['--replace'] : [])] }} />
          </div>
          {look.error && <ProblemText error={look.error} />}
        </div>
      </Panel>
      <Panel title={t('changes.title')}>
        {look.data === undefined ? (
          <Nothing text={t('changes.none')} advice={t('changes.none.advice')} />
        ) : (
          <div className="stack">
            <Changes result={look.data} />
            <Apply project={project} result={look.data} title={t('import.title', { project })} action={t('import.apply', { count: changeCount(look.data) })} busy={apply.isPending} error={apply.error} onConfirm={() => apply.mutate()} />
          </div>
        )}
      </Panel>
    </>
  );
}
