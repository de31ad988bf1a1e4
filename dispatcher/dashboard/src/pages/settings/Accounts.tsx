import { useState } from 'react';
import { useGet } from '../../api/hooks';
import type { Account } from '../../api/types';
import { useGate, useMe } from '../../app/session';
import { usePatch } from '../../forms/address';
import { SearchBox } from '../../forms/Field';
import { RowAct } from '../../forms/RowAct';
import { useFilter } from '../../parts/filters';
import { Nothing, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { Tag } from '../../parts/StateTag';
import { TimeText } from '../../parts/TimeText';
import { useShared } from '../../texts';
import { EditAccount, NewAccount, SetPassword, SwitchAccount } from './AccountDialogs';
import { GrantLines } from './Roles';
import { useTexts } from './texts';

function Row({ account, mine, gate, onEdit, onPassword, onSwitch }: { account: Account; mine: boolean; gate: string | null; onEdit: () => void; onPassword: () => void; onSwitch: () => void }) {
  const t = useTexts();
  const s = useShared();
  return (
    <tr>
      <td className="two-lines">
        <strong>{account.display_name}</strong>
        <span className="mono muted">{account.name}</span>
      </td>
      <td className="nowrap">{t(`source.${account.source}`)}</td>
      <td className="grant-cell">
        <GrantLines grants={account.grants} />
      </td>
      <td>{account.disabled ? <Tag tone="wait" glyph="−" text={t('account.disabled')} /> : <Tag tone="ok" glyph="✓" text={t('account.enabled')} />}</td>
      <td>
        <TimeText at={account.last_login_at} />
      </td>
      <td>
        <span className="cell-acts">
          <RowAct why={gate} label={`${s('action.edit')} ${account.name}`} onAct={onEdit}>
            {s('action.edit')}
          </RowAct>
          <RowAct why={gate ?? (account.source === 'local' ? null : t('password.set.elsewhere'))} label={`${t('password.set')} ${account.name}`} onAct={onPassword}>
            {t('password.set')}
          </RowAct>
          <RowAct why={gate ?? (mine && !account.disabled ? t('account.self') : null)} danger={!account.disabled} label={`${t(account.disabled ? 'account.enable' : 'account.disable')} ${account.name}`} onAct={onSwitch}>
            {t(account.disabled ? 'account.enable' : 'account.disable')}
          </RowAct>
        </span>
      </td>
    </tr>
  );
}

/** People who sign in, their roles, and what may be done to them. */
export function Accounts() {
  const t = useTexts();
  const me = useMe();
  const gate = useGate('admin', '*');
  const patch = usePatch();
  const [text, setText] = useFilter('q');
  const [open] = useFilter('account');
  const [making] = useFilter('new');
  const [asking, setAsking] = useState<{ kind: 'password' | 'switch'; account: Account } | null>(null);
  const accounts = useGet('/api/v1/accounts', { enabled: gate === null });
  const all = accounts.data?.accounts ?? [];
  const wanted = text.trim().toLowerCase();
  const shown = all.filter(each => wanted === '' || each.name.toLowerCase().includes(wanted) || each.display_name.toLowerCase().includes(wanted));
  const edited = all.find(each => each.name === open) ?? null;
  const close = () => patch({ account: '', new: '' });
  if (gate !== null) return <Nothing text={gate} />;
  return (
    <>
      <div className="toolbar">
        <SearchBox main label={t('filter')} value={text} onChange={setText} />
      </div>
      {accounts.error && <ProblemText error={accounts.error} onRetry={() => void accounts.refetch()} />}
      {open !== '' && accounts.data && edited === null && <p className="note tone-warn">{t('account.missing', { name: open })}</p>}
      <Panel flush>
        {accounts.data && shown.length === 0 && <Nothing text={t(all.length === 0 ? 'account.none' : 'account.nomatch')} advice={t(all.length === 0 ? 'account.none.advice' : 'account.nomatch.advice')} />}
        {shown.length > 0 && (
          <div className="table-wrap" tabIndex={0} role="group" aria-label={t('tab.accounts')}>
            <table className="grid-table">
              <thead>
                <tr>
                  <th>{t('account.name')}</th>
                  <th>{t('account.source')}</th>
                  <th>{t('account.grants')}</th>
                  <th>{t('account.state')}</th>
                  <th>{t('account.login')}</th>
                  <th>{t('account.acts')}</th>
                </tr>
              </thead>
              <tbody>
                {shown.map(account => (
                  <Row key={account.name} account={account} mine={account.name === me?.account} gate={gate} onEdit={() => patch({ account: account.name })} onPassword={() => setAsking({ kind: 'password', account })} onSwitch={() => setAsking({ kind: 'switch', account })} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
      {making === 'account' && <NewAccount onClose={close} />}
      {edited !== null && <EditAccount key={edited.name} account={edited} onClose={close} />}
      {asking?.kind === 'password' && <SetPassword account={asking.account} onClose={() => setAsking(null)} />}
      {asking?.kind === 'switch' && <SwitchAccount account={asking.account} onClose={() => setAsking(null)} />}
    </>
  );
}
