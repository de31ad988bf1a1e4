import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { useShared } from '../texts';

interface Props {
  title: ReactNode;
  /** The button's word. */
  action: string;
  danger?: boolean;
  busy?: boolean;
  /** Why it cannot be sent yet. */
  reason?: string | null;
  width?: number;
  /** Nothing to take back: it only tells. */
  told?: boolean;
  children: ReactNode;
  onSubmit: () => void;
  onClose: () => void;
}

/** A small form in a dialog. What is typed stays while the server refuses it. */
export default function FormDialog({ title, action, danger = false, busy = false, reason = null, width = 520, told = false, children, onSubmit, onClose }: Props) {
  const t = useShared();
  return (
    <Modal open title={title} onCancel={onClose} footer={null} destroyOnHidden width={width}>
      <form
        className="confirm"
        onSubmit={event => {
          event.preventDefault();
          if (!busy && reason === null) onSubmit();
        }}
      >
        {children}
        <footer>
          {reason !== null && <span className="why">{reason}</span>}
          {!told && (
            <button type="button" className="btn" onClick={onClose}>
              {t('action.cancel')}
            </button>
          )}
          <button type="submit" className={danger ? 'btn danger' : 'btn primary'} disabled={busy || reason !== null}>
            {action}
          </button>
        </footer>
      </form>
    </Modal>
  );
}
