import type { ReactNode } from 'react';

/** A step of a long form, in the title of its panel. */
export function Numbered({ n, children }: { n: number; children: ReactNode }) {
  return (
    <>
      <span className="panel-number">{n}</span>
      {children}
    </>
  );
}
