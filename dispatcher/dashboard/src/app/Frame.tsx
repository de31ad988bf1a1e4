import { MenuOutlined, QuestionCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useCallback, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { queryClient } from '../api/hooks';
import type { Me } from '../api/types';
import { useShared } from '../texts';
import { focusSearch, useKeys } from './keyboard';
import { Menu } from './Menu';
import { useProject } from './project';
import { toggleTheme } from './theme';
import { LanguageButton, ThemeButton } from './Tools';
import { UserMenu } from './UserMenu';
import './frame.css';

const HelpDialog = lazy(() => import('./HelpDialog'));

function ProjectSelect() {
  const t = useShared();
  const { code, projects, choose } = useProject();
  return (
    <select
      className="project-select"
      aria-label={t('project.choose')}
      value={code ?? ''}
      onChange={event => choose(event.target.value === '' ? null : event.target.value)}
    >
      <option value="">{t('project.all')}</option>
      {projects.map(project => (
        <option key={project.code} value={project.code}>{`${project.name} ${project.code}`}</option>
      ))}
    </select>
  );
}

export default function Frame({ me, children }: { me: Me; children: ReactNode }) {
  const t = useShared();
  const { code } = useProject();
  const [open, setOpen] = useState(false);
  const [help, setHelp] = useState(false);
  useKeys(
    useCallback(key => {
      if (key === '/') focusSearch();
      if (key === 'r') void queryClient.invalidateQueries();
      if (key === 't') toggleTheme();
      if (key === '?') setHelp(true);
    }, []),
  );
  const search = code === null ? '' : `?project=${encodeURIComponent(code)}`;
  return (
    <div className={open ? 'frame menu-open' : 'frame'}>
      <a className="skip" href="#content">
        {t('app.skip')}
      </a>
      <aside className="side">
        <Link className="brand" to={{ pathname: '/', search }}>
          <img src="/slipway.svg" alt="" width={24} height={24} />
          {t('app.title')}
        </Link>
        <Menu search={search} onGo={() => setOpen(false)} />
      </aside>
      <button type="button" className="veil" tabIndex={-1} aria-hidden="true" onClick={() => setOpen(false)} />
      <div className="body">
        <header className="top">
          <Button
            className="menu-button"
            type="text"
            icon={<MenuOutlined />}
            aria-label={t('menu.open')}
            aria-expanded={open}
            onClick={() => setOpen(before => !before)}
          />
          <ProjectSelect />
          <span className="top-space" />
          <LanguageButton />
          <ThemeButton />
          <Button type="text" icon={<QuestionCircleOutlined />} aria-label={t('help.title')} title={t('help.title')} onClick={() => setHelp(true)} />
          <UserMenu me={me} />
        </header>
        <main id="content" tabIndex={-1}>
          {children}
        </main>
      </div>
      {help && (
        <Suspense>
          <HelpDialog onClose={() => setHelp(false)} />
        </Suspense>
      )}
    </div>
  );
}
