import { useEffect, useRef, useState, type RefObject } from 'react';

/** Whether a panel beside a button is open; a click elsewhere and Escape close it. */
export function usePopup<E extends HTMLElement>(): [boolean, (open: boolean) => void, RefObject<E | null>] {
  const [open, setOpen] = useState(false);
  const box = useRef<E>(null);
  useEffect(() => {
    if (!open) return undefined;
    const close = (event: Event) => {
      const away = event instanceof KeyboardEvent ? event.key === 'Escape' : !box.current?.contains(event.target as Node);
      if (away) setOpen(false);
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, [open]);
  return [open, setOpen, box];
}
