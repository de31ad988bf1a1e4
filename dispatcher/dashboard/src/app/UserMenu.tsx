import { UserOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Me } from '../api/types';
import { toast } from '../parts/toast';
import { usePopup } from '../parts/usePopup';
import { useShared, type SharedKey } from '../texts';
import { signOut } from './session';

const PasswordDialog = lazy(() => import('./PasswordDialog'));

/** Who is signed in, with which roles, and the way out. */
export function UserMenu({ me }: { me: Me }) {
  const t = useShared();
  const navigate = useNavigate();
  const [open, setOpen, box] = usePopup<HTMLDivElement>();
  const [asking, setAsking] = useState(false);
  const leave = () =>
    void signOut().then(
      () => navigate('/login'),
      (error: unknown) => toast(String(error), 'bad'),
    );
  return (
    <div className="user" ref={box}>
      <Button type="text" icon={<UserOutlined />} aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className="user-name">{me.display_name || me.account}</span>
      </Button>
      {open && (
        <div className="user-menu">
          <p className="user-who">
            <strong>{me.display_name || me.account}</strong> <span className="mono muted">{me.account}</span>
          </p>
          <p className="muted">{t('session.roles')}</p>
          <ul className="user-roles">
            {me.grants.map(grant => (
              <li key={grant.project}>
                <span className="mono">{grant.project === '*' ? t('project.all') : grant.project}</span>
                <span>{grant.roles.map(role => t(`role.${role}` as SharedKey)).join(' · ')}</span>
              </li>
            ))}
          </ul>
          {me.source === 'local' && (
            <button type="button" className="user-item" onClick={() => setAsking(true)}>
              {t('session.password')}
            </button>
          )}
          <button type="button" className="user-item" onClick={leave}>
            {t('session.logout')}
          </button>
        </div>
      )}
      {asking && (
        <Suspense>
          <PasswordDialog onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </div>
  );
}
