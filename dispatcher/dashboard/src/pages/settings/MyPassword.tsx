import { useState } from 'react';
import { useCall } from '../../api/hooks';
import { useMe } from '../../app/session';
import { TextField } from '../../forms/Field';
import { useRefusal } from '../../forms/useRefusal';
import { Nothing, Panel } from '../../parts/Page';
import { toast } from '../../parts/toast';
import { texts } from '../../texts';
import { passwordEn } from '../../texts/password.en';
import { passwordZh } from '../../texts/password.zh';
import { LEAST } from './form';
import { GrantLines } from './Roles';
import { useTexts } from './texts';

const usePasswordTexts = texts('password', passwordZh, passwordEn);
const EMPTY = { old: '', fresh: '', again: '' };

/** What is typed here is never kept. */
function Change() {
  const t = useTexts();
  const p = usePasswordTexts();
  const [typed, setTyped] = useState(EMPTY);
  const refusal = useRefusal([['old_password'], ['new_password']]);
  const change = useCall('post', '/api/v1/session/password');
  const set = (part: Partial<typeof EMPTY>) => {
    refusal.clear();
    setTyped({ ...typed, ...part });
  };
  const different = typed.again !== '' && typed.again !== typed.fresh;
  const ready = typed.old !== '' && typed.fresh.length >= LEAST && typed.again === typed.fresh;
  return (
    <form
      className="form-stack narrow-form"
      onSubmit={event => {
        event.preventDefault();
        if (!ready || change.isPending) return;
        change.mutate(
          { body: { old_password: typed.old, new_password: typed.fresh } },
          {
            onSuccess: () => {
              toast(p('changed'));
              setTyped(EMPTY);
            },
            onError: problem => refusal.refuse(problem),
          },
        );
      }}
    >
      <TextField label={p('old')} errors={refusal.at('old_password')} type="password" autoComplete="current-password" value={typed.old} onChange={old => set({ old })} />
      <TextField label={p('new')} hint={p('rule', { n: LEAST })} errors={refusal.at('new_password')} type="password" autoComplete="new-password" value={typed.fresh} onChange={fresh => set({ fresh })} />
      <TextField label={p('again')} errors={different ? [p('different')] : []} type="password" autoComplete="new-password" value={typed.again} onChange={again => set({ again })} />
      {refusal.summary}
      <p>
        <button type="submit" className="btn primary" disabled={!ready || change.isPending}>
          {t('password.change')}
        </button>
      </p>
      <p className="why">{t('password.mine.hint')}</p>
    </form>
  );
}

export function MyPassword() {
  const t = useTexts();
  const me = useMe();
  if (me === null) return null;
  return (
    <>
      <Panel title={t('tab.password')} aside={<span className="muted">{`${me.display_name || me.account} · ${t(`source.${me.source}`)}`}</span>}>
        {me.source === 'local' ? <Change /> : <Nothing text={t('password.mine.elsewhere')} advice={t('password.mine.elsewhere.advice')} />}
      </Panel>
      <Panel title={t('mine.roles')}>
        <GrantLines grants={me.grants} />
      </Panel>
    </>
  );
}
