import { useState } from 'react';
import { useCall } from '../../api/hooks';
import type { RoleName, Schemas } from '../../api/types';
import { useProject } from '../../app/project';
import { SelectField, TextField } from '../../forms/Field';
import { Dialog } from '../../forms/Lazy';
import { useRefusal } from '../../forms/useRefusal';
import { CopyText } from '../../parts/CopyAs';
import { useDraft } from '../../parts/drafts';
import { toast } from '../../parts/toast';
import { useShared } from '../../texts';
import { expiresAt, toggled, type Expiry } from './form';
import { RoleBoxes } from './Roles';
import { useTexts } from './texts';

type Created = Schemas['CreatedToken'];

interface Draft {
  name: string;
  projects: string[];
  roles: RoleName[];
  expiry: Expiry;
  at: string;
}

const EMPTY: Draft = { name: '', projects: [], roles: [], expiry: '365', at: '' };
const EXPIRIES: Expiry[] = ['30', '90', '365', 'own', 'never'];

/** Asks for a token; its text comes once and is never kept here. */
function Ask({ onMade, onClose }: { onMade: (made: Created) => void; onClose: () => void }) {
  const t = useTexts();
  const s = useShared();
  const { projects } = useProject();
  const [draft, setDraft, forget] = useDraft<Draft>('settings.token', EMPTY);
  const refusal = useRefusal([['name'], ['projects'], ['roles'], ['expires_at']]);
  const make = useCall('post', '/api/v1/tokens', ['/api/v1/tokens']);
  const set = (change: Partial<Draft>) => {
    refusal.clear();
    setDraft({ ...draft, ...change });
  };
  const submit = () => {
    const expires = expiresAt(draft.expiry, draft.at, Date.now());
    make.mutate(
      { body: { name: draft.name.trim(), projects: draft.projects, roles: draft.roles, ...(expires === null ? {} : { expires_at: expires }) } },
      {
        onSuccess: made => {
          forget();
          onMade(made);
        },
        onError: problem => refusal.refuse(problem),
      },
    );
  };
  const reason = draft.name.trim() === '' ? t('why.name') : draft.projects.length === 0 ? t('why.project') : draft.roles.length === 0 ? t('why.role') : draft.expiry === 'own' && draft.at === '' ? t('why.time') : null;
  return (
    <Dialog title={t('token.new')} action={s('action.save')} width={600} busy={make.isPending} reason={reason} onSubmit={submit} onClose={onClose}>
      {refusal.summary}
      <TextField label={t('token.name')} hint={t('token.name.hint')} errors={refusal.at('name')} value={draft.name} onChange={name => set({ name })} mono autoFocus maxLength={64} placeholder="cmdb" />
      <div>
        <fieldset className="role-set">
          <legend>{t('token.projects')}</legend>
          {[{ code: '*', name: t('token.projects.all') }, ...projects].map(project => (
            <span key={project.code} className="f-check">
              <label>
                <input type="checkbox" checked={draft.projects.includes(project.code)} onChange={event => set({ projects: project.code === '*' ? (event.target.checked ? ['*'] : []) : toggled(draft.projects.filter(each => each !== '*'), project.code, event.target.checked) })} />
                <span>
                  {project.name} {project.code !== '*' && <span className="mono muted">{project.code}</span>}
                </span>
              </label>
            </span>
          ))}
        </fieldset>
        {refusal.at('projects').length > 0 && <p className="f-error">✗ {refusal.at('projects').join('; ')}</p>}
      </div>
      <RoleBoxes label={t('token.roles')} roles={draft.roles} errors={refusal.at('roles')} onChange={roles => set({ roles })} />
      <div className="form-grid">
        <SelectField label={t('token.expires')} errors={draft.expiry === 'own' ? [] : refusal.at('expires_at')} value={draft.expiry} choices={EXPIRIES.map(value => ({ value, label: t(`token.expires.${value}`) }))} onChange={value => set({ expiry: value as Expiry })} />
        {draft.expiry === 'own' && <TextField label={t('token.expires.at')} errors={refusal.at('expires_at')} type="datetime-local" value={draft.at} onChange={at => set({ at })} />}
      </div>
    </Dialog>
  );
}

export function NewToken({ onClose }: { onClose: () => void }) {
  const t = useTexts();
  const [made, setMade] = useState<Created | null>(null);
  if (made === null) return <Ask onMade={setMade} onClose={onClose} />;
  return (
    <Dialog title={t('token.once.title', { name: made.details.name })} action={t('token.once.kept')} width={600} told onSubmit={onClose} onClose={onClose}>
      <p className="note tone-warn" role="status">
        <strong>{t('token.once')}</strong>
      </p>
      <div className="token-text">
        <CopyText text={made.token} />
      </div>
      <p className="why">{t('token.once.use')}</p>
      <p className="mono muted">Authorization: Bearer …</p>
    </Dialog>
  );
}

export function DisableToken({ name, onClose }: { name: string; onClose: () => void }) {
  const t = useTexts();
  const refusal = useRefusal([]);
  const disable = useCall('post', '/api/v1/tokens/{name}/disable', ['/api/v1/tokens']);
  const submit = () =>
    disable.mutate(
      { path: { name } },
      {
        onSuccess: () => {
          toast(t('token.disable.done', { name }));
          onClose();
        },
        onError: problem => refusal.refuse(problem),
      },
    );
  return (
    <Dialog title={t('token.disable.title', { name })} action={t('token.disable')} danger busy={disable.isPending} onSubmit={submit} onClose={onClose}>
      <p>{t('token.disable.text')}</p>
      {refusal.summary}
    </Dialog>
  );
}
