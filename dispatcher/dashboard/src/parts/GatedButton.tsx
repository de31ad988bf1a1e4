import { Button, Tooltip, type ButtonProps } from 'antd';
import { useGate } from '../app/session';
import type { RoleName } from '../api/types';

interface Props extends ButtonProps {
  /** The role the act needs. */
  need: RoleName;
  /** Code of the project it is about; `*` where it is about the whole installation. */
  project: string;
  /** Why it cannot be done now, whatever the role: a state that does not allow it. */
  reason?: string | null | undefined;
}

/** A button that is disabled with its reason instead of hidden; it stays in the tab order, so that the reason can be read. */
export function GatedButton({ need, project, reason, onClick, className, ...rest }: Props) {
  const why = useGate(need, project) ?? reason ?? null;
  if (why === null) {
    return <Button {...rest} {...(onClick ? { onClick } : {})} {...(className ? { className } : {})} />;
  }
  return (
    <Tooltip title={why} trigger={['hover', 'focus', 'click']}>
      <Button
        {...rest}
        htmlType="button"
        danger={false}
        type="default"
        className={`gated ${className ?? ''}`}
        aria-disabled="true"
        aria-description={why}
        onClick={event => event.preventDefault()}
      />
    </Tooltip>
  );
}
