import { Button, type ButtonProps } from 'antd';
import { useId } from 'react';
import type { RoleName } from '../api/types';
import { useGate } from '../app/session';

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
  if (why === null) return <Button {...rest} />;
  const { onClick: _onClick, href: _href, loading: _loading, danger: _danger, type: _type, className, ...kept } = rest;
  return (
    <span className="gate">
      <Button
        {...kept}
        htmlType="button"
        className={`gated ${className ?? ''}`}
        aria-disabled="true"
        aria-describedby={id}
        onClick={event => event.preventDefault()}
      />
      <span role="tooltip" id={id} className="gate-why">
        {why}
      </span>
    </span>
  );
}
