import { Button, type ButtonProps } from 'antd';
import { useId, useRef, type MouseEvent } from 'react';
import { useNavigate } from 'react-router';
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
  const navigate = useNavigate();
  const { href, onClick } = rest;
  // A link of ours changes the page without loading all of it again; with a key held it is the browser's, for a tab of its own.
  const follow = (event: MouseEvent<HTMLElement>) => {
    onClick?.(event);
    if (href === undefined || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void navigate(href);
  };
  if (why === null) return <Button {...rest} onClick={follow} />;
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
