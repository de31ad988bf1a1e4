import type { Tone } from './states';

export interface Portion {
  tone: Tone;
  value: number;
}

/** One thin bar of several portions, such as succeeded, failed and running of all. */
export function Bar({ portions, total, label }: { portions: Portion[]; total: number; label: string }) {
  return (
    <span className="bar" role="img" aria-label={label}>
      {portions.map(
        ({ tone, value }) =>
          value > 0 && <span key={tone} className={`bar-${tone}`} style={{ width: `${(100 * value) / Math.max(1, total)}%` }} />,
      )}
    </span>
  );
}
