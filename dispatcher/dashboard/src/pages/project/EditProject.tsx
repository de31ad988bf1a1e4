import { buildUrl } from '../../api/client';
import { useCall } from '../../api/hooks';
import type { Project } from '../../api/types';
import { CheckField, TextField } from '../../forms/Field';
import { useRefusal } from '../../forms/useRefusal';
import { CopyAs } from '../../parts/CopyAs';
import { useDraft } from '../../parts/drafts';
import { GatedButton } from '../../parts/GatedButton';
import { Panel } from '../../parts/Page';
import { toast } from '../../parts/toast';
import { AreaForm } from './AreaForm';
import { clean, knownPaths, newArea, type ProjectDoc } from './doc';
import { useTexts } from './texts';

interface Draft {
  /** What the server had when the editing began. */
  base: string;
  doc: ProjectDoc;
}

/** The document that the API takes, without its code, which is in the address. */
export function docOf(project: Project): ProjectDoc {
  const { code: _code, ...doc } = clean(project) as Project & ProjectDoc;
  return doc as ProjectDoc;
}

function number(text: string): number | undefined {
  return text.trim() === '' ? undefined : Number(text);
}

/** A project as a form; it is saved whole. */
export function EditProject({ project }: { project: Project }) {
  const t = useTexts();
  const current = docOf(project);
  const base = JSON.stringify(current);
  const [draft, setDraft, forget] = useDraft<Draft>(`project.${project.code}`, { base, doc: current });
  const { doc } = draft;
  const refusal = useRefusal(knownPaths(doc));
  const put = useCall('put', '/api/v1/projects/{project}', ['/api/v1/projects', '/api/v1/projects/{project}']);
  const dirty = JSON.stringify(clean(doc)) !== base;
  const stale = dirty && draft.base !== base;
  const set = (change: Partial<ProjectDoc>) => setDraft({ ...draft, base: dirty ? draft.base : base, doc: { ...(dirty ? doc : current), ...change } });
  const shown = dirty ? doc : current;
  const reset = () => {
    refusal.clear();
    setDraft({ base, doc: current });
  };
  const save = () => {
    refusal.clear();
    put.mutate(
      { path: { project: project.code }, body: clean(shown) },
      {
        onSuccess: () => {
          toast(t('saved'));
          forget();
        },
        onError: problem => refusal.refuse(problem),
      },
    );
  };
  return (
    <form
      className="edit"
      onSubmit={event => {
        event.preventDefault();
        save();
      }}
    >
      {stale && (
        <p className="note tone-warn">
          <span className="note-text">{t('stale')}</span>{' '}
          <button type="button" className="linkish" onClick={reset}>
            {t('stale.reset')}
          </button>
        </p>
      )}
      <Panel title={t('basics')}>
        <div className="form-grid">
          <TextField label={t('name')} errors={refusal.at('name')} value={shown.name} onChange={name => set({ name })} />
          <TextField
            label={t('limit')}
            hint={t('limit.hint')}
            errors={refusal.at('command_limit_seconds')}
            type="number"
            value={String(shown.command_limit_seconds ?? '')}
            onChange={text => set({ command_limit_seconds: number(text) })}
            placeholder="60"
          />
          <TextField label={t('quota.jobs')} errors={refusal.at('quota', 'open_jobs')} type="number" value={String(shown.quota?.open_jobs ?? '')} onChange={text => set({ quota: { ...shown.quota, open_jobs: number(text) } })} placeholder="200" />
          <TextField
            label={t('quota.requests')}
            errors={refusal.at('quota', 'requests_per_minute')}
            type="number"
            value={String(shown.quota?.requests_per_minute ?? '')}
            onChange={text => set({ quota: { ...shown.quota, requests_per_minute: number(text) } })}
            placeholder="600"
          />
          <TextField
            label={t('callback')}
            hint={t('callback.hint')}
            errors={refusal.at('callback', 'url')}
            value={shown.callback?.url ?? ''}
            onChange={url => set({ callback: url === '' ? undefined : { ...shown.callback, url } })}
            mono
            placeholder="https://cmdb.example.net/api/hot-update/"
          />
          <TextField
            label={t('callback.secret')}
            hint={t('callback.secret.hint')}
            errors={refusal.at('callback', 'secret_file')}
            value={shown.callback?.secret_file ?? ''}
            disabled={shown.callback == null}
            onChange={secret => set({ callback: { url: shown.callback?.url ?? '', ...(secret === '' ? {} : { secret_file: secret }) } })}
            mono
          />
          <div className="wide">
            <CheckField
              label={t('survive')}
              hint={t('survive.hint')}
              errors={refusal.at('patches_survive_restart')}
              value={shown.patches_survive_restart === true}
              onChange={on => set({ patches_survive_restart: on ? true : undefined })}
            />
          </div>
        </div>
      </Panel>
      {shown.areas.map((area, at) => (
        <AreaForm
          key={at}
          area={area}
          at={at}
          refusal={refusal}
          onChange={next => set({ areas: shown.areas.map((each, other) => (other === at ? next : each)) })}
          onRemove={() => set({ areas: shown.areas.filter((_, other) => other !== at) })}
        />
      ))}
      <p className="toolbar">
        <button type="button" className="btn" onClick={() => set({ areas: [...shown.areas, newArea()] })}>
          + {t('area.add')}
        </button>
        {refusal.at('areas').length > 0 && <span className="f-error">✗ {refusal.at('areas').join('; ')}</span>}
      </p>
      <Panel title={t('commands')} aside={<span className="muted">{t('commands.hint')}</span>}>
        <div className="form-stack">
          {(shown.erlang_commands ?? []).map((command, at) => {
            const all = shown.erlang_commands ?? [];
            const replace = (change: Partial<typeof command>) => set({ erlang_commands: all.map((each, other) => (other === at ? { ...each, ...change } : each)) });
            return (
              <div key={at} className="row-form">
                <input className="field mono" aria-label={t('commands.call', { n: at + 1 })} aria-invalid={refusal.at('erlang_commands', at, 'call').length > 0 || undefined} value={command.call} placeholder="code:load_file(atom)" spellCheck={false} onChange={event => replace({ call: event.target.value })} />
                <CheckField label={t('commands.idempotent')} value={command.idempotent} onChange={idempotent => replace({ idempotent })} />
                <button type="button" className="linkish" onClick={() => set({ erlang_commands: all.filter((_, other) => other !== at) })}>
                  {t('remove')}
                </button>
                {refusal.at('erlang_commands', at, 'call').length > 0 && <span className="f-error">✗ {refusal.at('erlang_commands', at, 'call').join('; ')}</span>}
              </div>
            );
          })}
          <span>
            <button type="button" className="btn" onClick={() => set({ erlang_commands: [...(shown.erlang_commands ?? []), { call: '', idempotent: true }] })}>
              + {t('commands.add')}
            </button>
          </span>
        </div>
      </Panel>
      <footer className="edit-foot">
        {refusal.summary}
        <GatedButton need="admin" project={project.code} type="primary" htmlType="submit" loading={put.isPending} reason={dirty ? null : t('same')}>
          {t('save')}
        </GatedButton>
        <button type="button" className="btn" disabled={!dirty} onClick={reset}>
          {t('undo')}
        </button>
        <CopyAs command={{ method: 'PUT', url: buildUrl('/api/v1/projects/{project}', { project: project.code }), body: clean(shown) }} />
        {dirty && <span className="muted">{t('dirty')}</span>}
      </footer>
    </form>
  );
}
