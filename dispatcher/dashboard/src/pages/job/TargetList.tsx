import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { TargetLine } from '../../api/types';
import { StateTag } from '../../parts/StateTag';
import { bytes } from '../../parts/time';
import { useTexts } from './texts';

const ROW_PX = 33;

/** `12/30 files`, or `3.1 MB`; empty where the target tells of none. */
function progressText(line: TargetLine): string {
  const progress = line.progress;
  if (progress == null) return line.bytes > 0 ? bytes(line.bytes) : '';
  const amount =
    progress.unit === 'bytes' ? `${bytes(progress.done)} / ${bytes(progress.total)}` : `${progress.done}/${progress.total} ${progress.unit}`;
  return `${progress.phase} ${amount}`;
}

/** The same targets as rows; only those in view are in the page. */
export function TargetList({ lines, chosen, onOpen }: { lines: TargetLine[]; chosen: ReadonlySet<string> | null; onOpen: (targetId: string) => void }) {
  const t = useTexts();
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    getItemKey: at => lines[at]?.target_id ?? at,
  });
  return (
    <div ref={box} className="vlist" tabIndex={0} role="region" aria-label={t('list')}>
      <div role="table" aria-rowcount={lines.length + 1} aria-label={t('hosts')}>
        <div role="rowgroup">
          <div role="row" aria-rowindex={1} className="vrow vhead">
            {(['target', 'state', 'attempt', 'error', 'worker', 'progress'] as const).map(column => (
              <span key={column} role="columnheader">
                {t(`col.${column}`)}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" style={{ position: 'relative', height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, key, start }) => {
            const line = lines[index];
            if (!line) return null;
            return (
              <div
                key={key}
                role="row"
                aria-rowindex={index + 2}
                className="vrow clickable"
                style={{ transform: `translateY(${start}px)` }}
                onClick={() => onOpen(line.target_id)}
              >
                <span role="cell">
                  {chosen === null ? (
                    <button type="button" className="linkish mono">
                      {line.key}
                    </button>
                  ) : (
                    <label className="mono" onClick={event => event.stopPropagation()}>
                      <input type="checkbox" checked={chosen.has(line.target_id)} onChange={() => onOpen(line.target_id)} /> {line.key}
                    </label>
                  )}
                </span>
                <span role="cell">
                  <StateTag of="target" state={line.state} />
                </span>
                <span role="cell" className="num">
                  {line.attempt}
                </span>
                <span role="cell" className="mono tone-bad">
                  {line.failure_code ?? ''}
                </span>
                <span role="cell" className="mono muted">
                  {line.worker ?? ''}
                </span>
                <span role="cell" className="num muted">
                  {progressText(line)}
                </span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
