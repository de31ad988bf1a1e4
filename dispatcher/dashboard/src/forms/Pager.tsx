import { useShared } from '../texts';

interface Props {
  /** The token of this page; `''` on the first. */
  token: string;
  next: string | null | undefined;
  onToken: (token: string) => void;
  total?: number | undefined;
}

/** Further pages of a list; nothing where there is only one. */
export function Pager({ token, next, onToken, total }: Props) {
  const s = useShared();
  if (token === '' && next == null) return null;
  return (
    <nav className="pager" aria-label={s('action.next')}>
      {total !== undefined && <span className="muted num">{s('table.total', { count: total })}</span>}
      {token !== '' && (
        <button type="button" className="btn" onClick={() => onToken('')}>
          {s('action.first')}
        </button>
      )}
      <button type="button" className="btn" disabled={next == null} onClick={() => onToken(next ?? '')}>
        {s('action.next')}
      </button>
    </nav>
  );
}
