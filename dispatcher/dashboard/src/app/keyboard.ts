import { useEffect, useSyncExternalStore } from 'react';

const STORED = 'slipway.keys';
const listeners = new Set<() => void>();

export type Key = '/' | 'r' | 't' | '?';

function enabled(): boolean {
  return localStorage.getItem(STORED) !== 'off';
}

/** People who speak to their computer, or whose keys slip, can turn single keys off (WCAG 2.1.4). */
export function setKeysEnabled(on: boolean): void {
  localStorage.setItem(STORED, on ? 'on' : 'off');
  listeners.forEach(listener => listener());
}

export function useKeysEnabled(): boolean {
  return useSyncExternalStore(listener => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, enabled);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.getAttribute('role') === 'combobox')
  );
}

/** Calls `act` for the keys of the frame, unless somebody types, holds a modifier, or a dialog is open. */
export function useKeys(act: (key: Key) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!enabled() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
      if (document.querySelector('.ant-modal-wrap:not([style*="display: none"])')) return;
      if (event.key === '/' || event.key === 'r' || event.key === 't' || event.key === '?') {
        event.preventDefault();
        act(event.key);
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [act]);
}

/** The search box of the page is the input with `data-search`. */
export function focusSearch(): void {
  const box = document.querySelector<HTMLInputElement>('[data-search] input, input[data-search]');
  box?.focus();
  box?.select();
}
