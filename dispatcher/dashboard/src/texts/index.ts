/**
 * Texts of the pages. Each page has a file for each language, `<name>.zh.ts` and `<name>.en.ts`, and takes them with
 * `const useTexts = texts('<name>', zh, en)` beside its imports, so that they are loaded with the page and no key can lack a language.
 */
import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import { sharedEn } from './shared.en';
import { sharedZh } from './shared.zh';

export type Language = 'zh' | 'en';
/** Flat keys; `name_one` and `name_other` are one key `name` that is chosen by `count`. */
export type Bundle = Record<string, string>;
type KeyOf<T> = { [K in keyof T & string]: K extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : K }[keyof T & string];
export type Values = Record<string, string | number>;
export type Translate<T> = (key: KeyOf<T>, values?: Values) => string;

const STORED = 'slipway.language';

function initial(): Language {
  return localStorage.getItem(STORED) === 'en' ? 'en' : 'zh';
}

void i18next.init({
  lng: initial(),
  fallbackLng: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  initAsync: false,
  resources: {},
});
document.documentElement.lang = initial() === 'en' ? 'en' : 'zh-CN';

export function language(): Language {
  return i18next.language === 'en' ? 'en' : 'zh';
}

export function setLanguage(to: Language): void {
  localStorage.setItem(STORED, to);
  document.documentElement.lang = to === 'en' ? 'en' : 'zh-CN';
  void i18next.changeLanguage(to);
}

function onLanguage(listener: () => void): () => void {
  i18next.on('languageChanged', listener);
  return () => i18next.off('languageChanged', listener);
}

export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, language);
}

/** Registers the texts of one page and gives the hook that reads them. */
export function texts<T extends Bundle>(name: string, zh: T, en: { [K in keyof T]: string }): () => Translate<T> {
  i18next.addResourceBundle('zh', name, zh);
  i18next.addResourceBundle('en', name, en);
  const translators: Record<Language, Translate<T>> = {
    zh: i18next.getFixedT('zh', name) as unknown as Translate<T>,
    en: i18next.getFixedT('en', name) as unknown as Translate<T>,
  };
  return () => translators[useLanguage()];
}

/** Texts that every page may use: states, actions, times. */
export const useShared = texts('shared', sharedZh, sharedEn);
/** The same outside of a component. */
export function shared(key: KeyOf<typeof sharedZh>, values?: Values): string {
  return i18next.getFixedT(language(), 'shared')(key, values ?? {}) as string;
}
export type SharedKey = KeyOf<typeof sharedZh>;
