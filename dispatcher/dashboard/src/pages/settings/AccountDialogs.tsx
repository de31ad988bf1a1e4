import { useState } from 'react';
import { useCall } from '../../api/hooks';
import type { Account, Grant } from '../../api/types';
import { TextField } from '../../forms/Field';
import { Dialog } from '../../forms/Lazy';
import { useRefusal } from '../../forms/useRefusal';
import { useDraft } from '../../parts/drafts';
import { toast } from '../../parts/toast';
import { useShared } from '../../texts';
import { grantPaths, LEAST } from './form';
import { Grants } from './Grants';
import { useTexts } from './texts';

interface NewDraft {
  name: string;
  display: string;
  grants: Grant[];
}

const EMPTY: NewDraft = { name: '', display: '', grants: [] };

function whyGrants(grants: Grant[], t: ReturnType<typeof useTexts>): string | null {
  return grants.some(grant => grant.roles.length === 0) ? t('why.grant') : null;
}

/** A local account. All but its password is kept as a draft. */
export function NewAccount({ onClose }: { onClose: () => void }) {
  const t = useTexts();
  const s = useShared();
  const [draft, setDraft, forget] = useDraft<NewDraft>('settings.account', EMPTY);
  const [password, setPassword] = useState('');
  const refusal = useRefusal([['name'], ['display_name'], ['password'], ...grantPaths(draft.grants)]);
  const make = useCall('post', '/api/v1/accounts', ['/api/v1/accounts']);
  const set = (change: Partial<NewDraft>) => {
    refusal.clear();
    setDraft({ ...draft, ...change });
  };
  const name = draft.name.trim();
  const submit = () =>
    make.mutate(
      { body: { name, display_name: draft.display.trim() || name, password, grants: draft.grants } },
      {
        onSuccess: () => {
          toast(t('account.made', { name }));
          forget();
          onClose();
        },
        onError: problem => refusal.refuse(problem),
      },
    );
  const reason = name === '' ? t('why.name') : password.length < LEAST ? t('why.password', { n: LEAST }) : whyGrants(draft.grants, t);
  return (
    <Dialog title={t('account.new')} action={s('action.save')} width={640} busy={make.isPending} reason={reason} onSubmit={submit} onClose={onClose}>
      {refusal.summary}
      <div className="form-grid">
        <TextField label={t('account.name')} hint={t('account.name.hint')} errors={refusal.at('name')} value={draft.name} onChange={value => set({ name: value })} mono autoFocus maxLength={64} placeholder="li.ming" />
        <TextField label={t('account.display')} errors={refusal.at('display_name')} value={draft.display} onChange={display => set({ display })} maxLength={64} />
        <TextField label={t('account.password')} hint={t('account.password.hint', { n: LEAST })} errors={refusal.at('password')} type="password" autoComplete="new-password" value={password} onChange={setPassword} wide />
      </div>
      <Grants grants={draft.grants} refusal={refusal} onChange={grants => set({ grants })} />
    </Dialog>
  );
}

/** Name and roles of an account of any source. */
export function EditAccount({ account, onClose }: { account: Account; onClose: () => void }) {
  const t = useTexts();
  const s = useShared();
  const [display, setDisplay] = useState(account.display_name);
  const [grants, setGrants] = useState(account.grants);
  const refusal = useRefusal([['display_name'], ...grantPaths(grants)]);
  const change = useCall('put', '/api/v1/accounts/{name}', ['/api/v1/accounts']);
  const submit = () =>
    change.mutate(
      { path: { name: account.name }, body: { display_name: display.trim(), grants, disabled: account.disabled, revision: account.revision } },
      {
        onSuccess: () => {
          toast(t('account.saved', { name: account.name }));
          onClose();
        },
        onError: problem => refusal.refuse(problem),
      },
    );
  return (
    <Dialog title={t('account.edit', { name: account.name })} action={s('action.save')} width={640} busy={change.isPending} reason={whyGrants(grants, t)} onSubmit={submit} onClose={onClose}>
      {refusal.summary}
      <TextField label={t('account.display')} errors={refusal.at('display_name')} value={display} onChange={setDisplay} maxLength={64} />
      <Grants grants={grants} refusal={refusal} onChange={setGrants} />
      <p className="why">{account.source === 'local' ? t('account.sessions') : t('grant.directory')}</p>
    </Dialog>
  );
}

export function SwitchAccount({ account, onClose }: { account: Account; onClose: () => void }) {
  const t = useTexts();
  const refusal = useRefusal([]);
  const change = useCall('put', '/api/v1/accounts/{name}', ['/api/v1/accounts']);
  const word = account.disabled ? 'enable' : 'disable';
  const submit = () =>
    change.mutate(
      { path: { name: account.name }, body: { display_name: account.display_name, grants: account.grants, disabled: !account.disabled, revision: account.revision } },
      {
        onSuccess: () => {
          toast(t('account.saved', { name: account.name }));
          onClose();
        },
        onError: problem => refusal.refuse(problem),
      },
    );
  return (
    <Dialog title={t(`account.${word}.title`, { name: account.name })} action={t(`account.${word}`)} danger={!account.disabled} busy={change.isPending} onSubmit={submit} onClose={onClose}>
      <p>{t(`account.${word}.text`)}</p>
      {refusal.summary}
    </Dialog>
  );
}

export function SetPassword({ account, onClose }: { account: Account; onClose: () => void }) {
  const t = useTexts();
  const [password, setPassword] = useState('');
  const refusal = useRefusal([['password']]);
  const change = useCall('post', '/api/v1/accounts/{name}/password', ['/api/v1/accounts']);
  const submit = () =>
    change.mutate(
      { path: { name: account.name }, body: { password } },
      {
        onSuccess: () => {
          toast(t('password.set.done', { name: account.name }));
          onClose();
        },
        onError: problem => refusal.refuse(problem),
      },
    );
  return (
    <Dialog title={t('password.set.title', { name: account.name })} action={t('password.set')} busy={change.isPending} reason={password.length < LEAST ? t('why.password', { n: LEAST }) : null} onSubmit={submit} onClose={onClose}>
      <p>{t('password.set.text')}</p>
      <TextField label={t('account.password')} hint={t('account.password.hint', { n: LEAST })} errors={refusal.at('password')} type="password" autoComplete="new-password" value={password} onChange={setPassword} autoFocus />
      {refusal.summary}
    </Dialog>
  );
}
