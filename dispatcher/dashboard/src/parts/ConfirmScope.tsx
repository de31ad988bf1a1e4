import { Input, Modal } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { useMe } from '../app/session';
import { useShared } from '../texts';
import { ProblemText } from './ProblemText';

export interface Scope {
  ips: number;
  /** How many, in words, where they are no IPs but CDN directories or the like. */
  size?: string;
  servers?: number;
  /** Names of the first of them. */
  names?: string[];
  /** What the server says it would take hold of. */
  text?: string;
}

interface Props {
  open: boolean;
  title: ReactNode;
  scope: Scope | null;
  /** What has to be typed where the scope is large or production: the name of the area. */
  word: string;
  production?: boolean;
  danger?: boolean;
  /** The button's word, such as "Cancel the job". */
  action: string;
  busy?: boolean;
  error?: unknown;
  /** More choices of the act, above the typed word. */
  children?: ReactNode;
  onConfirm: () => void;
  onClose: () => void;
}

/** Whether the scope has to be typed: production, or more hosts or game servers than the installation lets pass unasked. */
export function mustType(scope: Scope, production: boolean, limit: number): boolean {
  return production || Math.max(scope.ips, scope.servers ?? 0) > limit;
}

/** Asks before an act, showing what it takes hold of; a large scope has to be typed. */
export function ConfirmScope(props: Props) {
  return (
    <Modal open={props.open} onCancel={props.onClose} footer={null} title={props.title} destroyOnHidden width={520}>
      {props.open && <Question {...props} />}
    </Modal>
  );
}

function Question({ scope, word, production = false, danger, action, busy, error, children, onConfirm, onClose }: Props) {
  const t = useShared();
  const me = useMe();
  const id = useId();
  const [typed, setTyped] = useState('');
  const typing = scope !== null && mustType(scope, production, me?.confirm_servers ?? 50);
  const nothing = scope !== null && scope.ips === 0 && (scope.servers ?? 0) === 0;
  const ready = scope !== null && !nothing && (!typing || typed.trim() === word);
  const names = scope?.names ?? [];
  return (
    <form
      className="confirm"
      onSubmit={event => {
        event.preventDefault();
        if (ready && !busy) onConfirm();
      }}
    >
      {scope !== null && (
        <section className="confirm-scope" aria-label={t('confirm.scope')}>
          <p className="confirm-size">
            <strong>{scope.size ?? t('confirm.ips', { count: scope.ips })}</strong>
            {scope.servers !== undefined && <strong>{t('confirm.servers', { count: scope.servers })}</strong>}
            {production && <span className="tag tone-bad">{t('confirm.production')}</span>}
          </p>
          {scope.text !== undefined && <p>{scope.text}</p>}
          {names.length > 0 && (
            <p className="mono confirm-names">
              {names.slice(0, 24).join('  ')}
              {names.length > 24 && <span className="muted"> {t('confirm.moreIps', { count: names.length - 24 })}</span>}
            </p>
          )}
          {nothing && <p className="tone-warn">{t('confirm.nothing')}</p>}
        </section>
      )}
      {children}
      {typing && (
        <div className="confirm-type">
          <label htmlFor={id}>{t('confirm.type', { word })}</label>
          <Input id={id} value={typed} autoComplete="off" placeholder={word} onChange={event => setTyped(event.target.value)} />
        </div>
      )}
      {error != null && <ProblemText error={error} />}
      <footer>
        <button type="button" className="btn" onClick={onClose}>
          {t('action.cancel')}
        </button>
        <button type="submit" className={danger ? 'btn danger' : 'btn primary'} disabled={!ready || busy === true}>
          {action}
        </button>
      </footer>
    </form>
  );
}
