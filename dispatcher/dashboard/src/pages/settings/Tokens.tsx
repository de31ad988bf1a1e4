import { useState } from 'react';
import { useGet } from '../../api/hooks';
import type { RoleName, Schemas } from '../../api/types';
import { useGate } from '../../app/session';
import { usePatch } from '../../forms/address';
import { SearchBox } from '../../forms/Field';
import { RowAct } from '../../forms/RowAct';
import { useFilter } from '../../parts/filters';
import { Nothing, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { Tag } from '../../parts/StateTag';
import { TimeText, useNow } from '../../parts/TimeText';
import { useShared, type SharedKey } from '../../texts';
import { DisableToken, NewToken } from './TokenDialogs';
import { useTexts } from './texts';

type Token = Schemas['TokenView'];
const MINUTE_S = 60;

function State({ token }: { token: Token }) {
  const t = useTexts();
  const now = useNow(MINUTE_S);
  if (token.disabled) return <Tag tone="wait" glyph="−" text={t('token.disabled')} />;
  if (token.expires_at != null && Date.parse(token.expires_at) <= now) return <Tag tone="warn" glyph="/" text={t('token.expired')} />;
  return <Tag tone="ok" glyph="✓" text={t('token.valid')} />;
}

/** What other systems call the API with. */
export function Tokens() {
  const t = useTexts();
  const s = useShared();
  const gate = useGate('admin', '*');
  const patch = usePatch();
  const [text, setText] = useFilter('q');
  const [making] = useFilter('new');
  const [ending, setEnding] = useState<string | null>(null);
  const tokens = useGet('/api/v1/tokens', { enabled: gate === null });
  const all = tokens.data?.tokens ?? [];
  const wanted = text.trim().toLowerCase();
  const shown = all.filter(each => wanted === '' || each.name.toLowerCase().includes(wanted));
  if (gate !== null) return <Nothing text={gate} />;
  return (
    <>
      <div className="toolbar">
        <SearchBox main label={t('filter')} value={text} onChange={setText} />
      </div>
      {tokens.error && <ProblemText error={tokens.error} onRetry={() => void tokens.refetch()} />}
      <Panel flush>
        {tokens.data && shown.length === 0 && <Nothing text={t(all.length === 0 ? 'token.none' : 'token.nomatch')} advice={t(all.length === 0 ? 'token.none.advice' : 'token.nomatch.advice')} />}
        {shown.length > 0 && (
          <div className="table-wrap" tabIndex={0} role="group" aria-label={t('tab.tokens')}>
            <table className="grid-table">
              <thead>
                <tr>
                  <th>{t('token.name')}</th>
                  <th>{t('token.projects')}</th>
                  <th>{t('token.roles')}</th>
                  <th>{t('token.state')}</th>
                  <th>{t('token.created')}</th>
                  <th>{t('token.expires.at')}</th>
                  <th>{t('token.acts')}</th>
                </tr>
              </thead>
              <tbody>
                {shown.map(token => (
                  <tr key={token.name}>
                    <td className="mono">{token.name}</td>
                    <td>{token.projects.includes('*') ? s('project.all') : <span className="mono">{token.projects.join('  ')}</span>}</td>
                    <td>{token.roles.map(role => s(`role.${role as RoleName}` as SharedKey)).join(' · ')}</td>
                    <td>
                      <State token={token} />
                    </td>
                    <td>
                      <TimeText at={token.created_at} />
                    </td>
                    <td>
                      <TimeText at={token.expires_at} never={t('token.expires.never')} />
                    </td>
                    <td>
                      <RowAct why={token.disabled ? t('why.disabled') : null} danger label={`${t('token.disable')} ${token.name}`} onAct={() => setEnding(token.name)}>
                        {t('token.disable')}
                      </RowAct>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
      {making === 'token' && <NewToken onClose={() => patch({ new: '' })} />}
      {ending !== null && <DisableToken name={ending} onClose={() => setEnding(null)} />}
    </>
  );
}
