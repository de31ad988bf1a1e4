import { DesktopOutlined, GlobalOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { setLanguage, useLanguage, useShared, type SharedKey } from '../texts';
import { setTheme, useThemeChoice, type ThemeChoice } from './theme';

export function LanguageButton() {
  const t = useShared();
  const now = useLanguage();
  const other = now === 'zh' ? 'English' : '中文';
  return (
    <Button
      type="text"
      icon={<GlobalOutlined />}
      title={t('language.label')}
      onClick={() => setLanguage(now === 'zh' ? 'en' : 'zh')}
    >
      <span lang={now === 'zh' ? 'en' : 'zh-CN'}>{other}</span>
    </Button>
  );
}

const NEXT: Record<ThemeChoice, ThemeChoice> = { system: 'light', light: 'dark', dark: 'system' };
const ICONS = { system: <DesktopOutlined />, light: <SunOutlined />, dark: <MoonOutlined /> };

export function ThemeButton() {
  const t = useShared();
  const choice = useThemeChoice();
  const name = `${t('theme.label')}: ${t(`theme.${choice}` as SharedKey)}`;
  return <Button type="text" icon={ICONS[choice]} aria-label={name} title={name} onClick={() => setTheme(NEXT[choice])} />;
}
