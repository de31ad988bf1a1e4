import { useGate } from '../../app/session';
import { usePatch } from '../../forms/address';
import { Tabs, useTab } from '../../forms/Tabs';
import { CopyAs } from '../../parts/CopyAs';
import { GatedButton } from '../../parts/GatedButton';
import { Page } from '../../parts/Page';
import { useShared } from '../../texts';
import { Accounts } from './Accounts';
import { MyPassword } from './MyPassword';
import { useTexts } from './texts';
import { Tokens } from './Tokens';
import './settings.css';

const SITE = ['accounts', 'tokens'] as const;

export default function SettingsPage() {
  const t = useTexts();
  const s = useShared();
  const patch = usePatch();
  const admin = useGate('admin', '*') === null;
  // Who administers nothing comes here for the own password.
  const keys = admin ? [...SITE, 'password' as const] : (['password', ...SITE] as const);
  const items = keys.map(key => ({ key, label: t(`tab.${key}`) }));
  const [tab] = useTab(items);
  const first = items[0]?.key ?? '';
  return (
    <Page
      title={s('page.settings')}
      actions={
        tab !== 'password' && (
          <>
            <GatedButton type="primary" need="admin" project="*" onClick={() => patch({ new: tab === 'accounts' ? 'account' : 'token' })}>
              {t(tab === 'accounts' ? 'account.new' : 'token.new')}
            </GatedButton>
            <CopyAs command={{ method: 'GET', url: `/api/v1/${tab}` }} />
          </>
        )
      }
    >
      <Tabs label={t('tabs')} items={items} current={tab} onChoose={key => patch({ tab: key === first ? '' : key, q: '', new: '', account: '' })} />
      {tab === 'accounts' && <Accounts />}
      {tab === 'tokens' && <Tokens />}
      {tab === 'password' && <MyPassword />}
    </Page>
  );
}
