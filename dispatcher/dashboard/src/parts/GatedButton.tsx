import { Button, type ButtonProps } from 'antd';
import { useId, useRef } from 'react';
import type { RoleName } from '../api/types';
import { useGate } from '../app/session';
import { belongsAbove, seenThrough, shiftInto } from './place';

interface Props extends ButtonProps {
  /** The role the act needs. */
  need: RoleName;
  /** Code of the project it is about; `*` where it is about the whole installation. */
  project: string;
  /** Why it cannot be done now, whatever the role: a state that does not allow it. */
  reason?: string | null | undefined;
}

/** A button that is disabled with its reason instead of hidden; it stays in the tab order, so that the reason can be read. */
export function GatedButton({ need, project, reason, ...rest }: Props) {
  const why = useGate(need, project) ?? reason ?? null;
  const id = useId();
  const tip = useRef<HTMLSpanElement>(null);
  if (why === null) return <Button {...rest} />;
  const { onClick: _onClick, href: _href, loading: _loading, danger: _danger, type: _type, className, ...kept } = rest;
  // Drawers, tables and the window's edge cut off what hangs over them: the reason is moved to where it is seen whole.
  const place = () => {
    const box = tip.current;
    const anchor = box?.parentElement;
    if (box == null || anchor == null) return;
    box.style.translate = '';
    const seen = seenThrough(anchor);
    box.classList.toggle('above', belongsAbove(box.getBoundingClientRect(), anchor.getBoundingClientRect(), seen));
    box.style.translate = `${shiftInto(box.getBoundingClientRect(), seen)}px 0`;
  };
  return (
    <span className="gate" onMouseEnter={place} onFocus={place}>
      <Button
        {...kept}
        htmlType="button"
        className={`gated ${className ?? ''}`}
        aria-disabled="true"
        aria-describedby={id}
        onClick={event => event.preventDefault()}
      />
      <span role="tooltip" id={id} className="gate-why" ref={tip}>
        {why}
      </span>
    </span>
  );
}
