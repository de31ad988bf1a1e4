import type { ReactNode } from 'react';
import { toast } from '../parts/toast';
import './forms.css';

interface Props {
  /** Why it cannot be done; null: it can. */
  why: string | null;
  onAct: () => void;
  danger?: boolean;
  /** What it acts on, for those who listen. */
  label?: string;
  children: ReactNode;
}

/** An act of a row: as small as a word, and in the way of GatedButton where it may not be done. */
export function RowAct({ why, onAct, danger = false, label, children }: Props) {
  return (
    <button
      type="button"
      className={danger ? 'row-act danger' : 'row-act'}
      aria-disabled={why === null ? undefined : true}
      aria-label={label}
      title={why ?? undefined}
      onClick={() => (why === null ? onAct() : toast(why, 'bad'))}
    >
      {children}
    </button>
  );
}
