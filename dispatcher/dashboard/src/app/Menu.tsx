import {
  ApiOutlined,
  AppstoreOutlined,
  AuditOutlined,
  CheckSquareOutlined,
  ClockCircleOutlined,
  CloudServerOutlined,
  DashboardOutlined,
  DatabaseOutlined,
  FileSearchOutlined,
  ProjectOutlined,
  RocketOutlined,
  SettingOutlined,
  TagsOutlined,
  ThunderboltOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';
import { NavLink } from 'react-router';
import { useShared, type SharedKey } from '../texts';

interface Item {
  to: string;
  text: SharedKey;
  icon: ComponentType;
}

const GROUPS: { text: SharedKey | null; items: Item[] }[] = [
  { text: null, items: [{ to: '/', text: 'page.overview', icon: DashboardOutlined }] },
  {
    text: 'menu.change',
    items: [
      { to: '/jobs', text: 'page.jobs', icon: UnorderedListOutlined },
      { to: '/versions', text: 'page.versions', icon: TagsOutlined },
      { to: '/hot-update', text: 'page.hot-update', icon: ThunderboltOutlined },
      { to: '/release', text: 'page.release', icon: RocketOutlined },
      { to: '/schedules', text: 'page.schedules', icon: ClockCircleOutlined },
      { to: '/approvals', text: 'page.approvals', icon: CheckSquareOutlined },
    ],
  },
  {
    text: 'menu.site',
    items: [
      { to: '/services', text: 'page.services', icon: AppstoreOutlined },
      { to: '/servers', text: 'page.servers', icon: CloudServerOutlined },
      { to: '/installed', text: 'page.installed', icon: DatabaseOutlined },
    ],
  },
  {
    text: 'menu.platform',
    items: [
      { to: '/projects', text: 'page.projects', icon: ProjectOutlined },
      { to: '/workers', text: 'page.workers', icon: FileSearchOutlined },
      { to: '/callbacks', text: 'page.callbacks', icon: ApiOutlined },
      { to: '/audit', text: 'page.audit', icon: AuditOutlined },
      { to: '/settings', text: 'page.settings', icon: SettingOutlined },
    ],
  },
];

export function Menu({ search, onGo }: { search: string; onGo: () => void }) {
  const t = useShared();
  return (
    <nav className="menu" aria-label={t('menu.main')}>
      {GROUPS.map(group => (
        <div key={group.text ?? 'top'} className="menu-group">
          {group.text !== null && <p className="menu-title">{t(group.text)}</p>}
          <ul>
            {group.items.map(({ to, text, icon: Icon }) => (
              <li key={to}>
                <NavLink to={{ pathname: to, search }} end={to === '/'} onClick={onGo}>
                  <Icon />
                  <span>{t(text)}</span>
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
