import { Drawer } from 'antd';
import type { ReactNode } from 'react';

interface Props {
  title: ReactNode;
  onClose: () => void;
  /** Pixels; on a small screen all of it. */
  width?: number;
  children: ReactNode;
}

/** A panel from the right over the page that it belongs to. */
export default function SideDrawer({ title, onClose, width = 640, children }: Props) {
  return (
    <Drawer open title={title} onClose={onClose} size={Math.min(width, window.innerWidth)} destroyOnHidden>
      {children}
    </Drawer>
  );
}
