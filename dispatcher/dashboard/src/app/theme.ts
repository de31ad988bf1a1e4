import { theme as antdTheme, type ThemeConfig } from 'antd';
import { useSyncExternalStore } from 'react';

export type ThemeChoice = 'light' | 'dark' | 'system';

const STORED = 'slipway.theme';
const systemDark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function stored(): ThemeChoice {
  const value = localStorage.getItem(STORED);
  return value === 'light' || value === 'dark' ? value : 'system';
}

let choice = stored();

function dark(): boolean {
  return choice === 'dark' || (choice === 'system' && systemDark.matches);
}

function apply(): void {
  document.documentElement.dataset['theme'] = dark() ? 'dark' : 'light';
  document.documentElement.style.colorScheme = dark() ? 'dark' : 'light';
  listeners.forEach(listener => listener());
}

systemDark.addEventListener('change', apply);
apply();

export function setTheme(to: ThemeChoice): void {
  choice = to;
  localStorage.setItem(STORED, to);
  apply();
}

/** For the key `t`: to the other of light and dark. */
export function toggleTheme(): void {
  setTheme(dark() ? 'light' : 'dark');
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(listen, () => choice);
}

export function useDark(): boolean {
  return useSyncExternalStore(listen, dark);
}

const FONT =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', Roboto, Arial, sans-serif";
export const MONO = "ui-monospace, 'SF Mono', 'Cascadia Mono', Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', monospace";

const shared = {
  fontFamily: FONT,
  fontFamilyCode: MONO,
  fontSize: 13,
  borderRadius: 6,
  controlHeight: 30,
  wireframe: false,
  motionDurationMid: '0.12s',
  motionDurationSlow: '0.18s',
};

/** antd's own colours miss the contrast of WCAG AA in several places; these keep it (checked by axe in the browser tests). */
export function antdConfig(isDark: boolean): ThemeConfig {
  return {
    algorithm: isDark ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    token: isDark
      ? {
          ...shared,
          colorPrimary: '#3a82e0',
          colorError: '#ff7875',
          colorSuccess: '#6abe39',
          colorWarning: '#e8b339',
          colorLink: '#7ab8ff',
          colorTextDescription: '#a6adb8',
          colorTextPlaceholder: '#8d95a1',
          colorBgBase: '#14171c',
          colorBgLayout: '#0f1216',
          colorBgContainer: '#181c22',
          colorBgElevated: '#1f242c',
          colorBorder: '#3b434f',
          colorBorderSecondary: '#2a3038',
          colorTextBase: '#e8ebef',
        }
      : {
          ...shared,
          colorPrimary: '#0958d9',
          colorError: '#cf1322',
          colorSuccess: '#237804',
          colorWarning: '#ad6800',
          colorLink: '#0958d9',
          colorTextDescription: '#595f69',
          colorTextPlaceholder: '#6b7280',
          colorBgLayout: '#f4f6f9',
          colorBorder: '#c9d0da',
          colorBorderSecondary: '#e3e7ed',
          colorTextBase: '#1c2128',
        },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
      Table: { cellPaddingBlockSM: 6, cellPaddingInlineSM: 10, headerBg: isDark ? '#1d222a' : '#f7f9fb', headerColor: isDark ? '#b9c0ca' : '#4a515c' },
      Tabs: { horizontalMargin: '0 0 12px' },
    },
  };
}
