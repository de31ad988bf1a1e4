import { useEffect, type ReactNode } from 'react';
import { useShared } from '../texts';

interface Props {
  title: string;
  /** Beside the title: a state, a count. */
  aside?: ReactNode;
  /** Buttons at the right. */
  actions?: ReactNode;
  children: ReactNode;
}

/** Every page has one of these: the document's title, the heading, the acts. */
export function Page({ title, aside, actions, children }: Props) {
  const t = useShared();
  useEffect(() => {
    document.title = `${title} · ${t('app.title')}`;
  }, [title, t]);
  return (
    <div className="page">
      <header className="page-head">
        <h1>{title}</h1>
        {aside}
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** A surface with a heading. */
export function Panel({ title, aside, children, flush }: { title?: ReactNode; aside?: ReactNode; children: ReactNode; flush?: boolean }) {
  return (
    <section className={flush ? 'panel flush' : 'panel'}>
      {title !== undefined && (
        <header className="panel-head">
          <h2>{title}</h2>
          {aside !== undefined && <div className="panel-aside">{aside}</div>}
        </header>
      )}
      {children}
    </section>
  );
}

/** Where there is nothing, the reason and what to do. */
export function Nothing({ text, advice, children }: { text?: string; advice?: string; children?: ReactNode }) {
  const t = useShared();
  return (
    <div className="nothing">
      <p>{text ?? t('table.empty')}</p>
      {advice !== undefined && <p className="muted">{advice}</p>}
      {children}
    </div>
  );
}
