import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { memo, useLayoutEffect, useRef, useState } from 'react';
import { RowAct } from '../../forms/RowAct';
import { StateTag } from '../../parts/StateTag';
import { roughSpan } from '../../parts/time';
import { useNow } from '../../parts/TimeText';
import { useShared, type SharedKey } from '../../texts';
import { serverId, uptime, type BoardRow } from './board';
import type { ServiceAction } from './ControlDialog';
import { useTexts } from './texts';

export const LOGS = ['process', 'stdout', 'stderr'] as const;
export type LogKind = (typeof LOGS)[number];

const ROW = 34;
const STALE_MS = 30_000;

interface Acts {
  operator: string | null;
  onControl: (action: ServiceAction, row: BoardRow) => void;
  onLog: (log: LogKind, row: BoardRow) => void;
}

/** pid and uptime, or what supervisord says, or why nothing is known; old data says how old. */
function Info({ row, now }: { row: BoardRow; now: number }) {
  const s = useShared();
  const { process, seenAt } = row;
  const age = seenAt === null ? null : now - seenAt;
  if (process.problem != null) {
    const { code, detail, advice } = process.problem;
    return (
      <span title={`${detail} → ${advice}`}>
        <code className="mono">{code}</code> {process.last_state != null && `(${s(`process.${process.last_state}` as SharedKey)}${age === null ? '' : `, ${s('time.ago', { span: roughSpan(age) })}`}) `}
        <span className="muted">{detail}</span>
      </span>
    );
  }
  const gone = seenAt === null ? 0 : (now - seenAt - (process.age_millis ?? 0)) / 1000;
  const text = process.pid != null && process.uptime_seconds != null ? `pid ${process.pid}, uptime ${uptime(process.uptime_seconds + Math.max(0, gone))}` : (process.description ?? '');
  return (
    <>
      <span className="num" title={text}>
        {text}
      </span>
      {age !== null && age > STALE_MS && <span className="tone-warn"> {s('live.stale', { age: roughSpan(age) })}</span>}
    </>
  );
}

interface RowProps extends Acts {
  row: BoardRow;
  first: boolean;
  checked: boolean;
  now: number;
  onToggle: (id: string) => void;
}

const Row = memo(function Row({ row, first, checked, now, operator, onToggle, onControl, onLog }: RowProps) {
  const t = useTexts();
  const s = useShared();
  const { process } = row;
  const name = process.process ?? process.server ?? process.ip;
  const unregistered = serverId(process) === null ? t('why.unregistered') : null;
  return (
    <>
      <span role="cell">
        <input type="checkbox" aria-label={`${process.ip} ${name}`} checked={checked} disabled={unregistered !== null} title={unregistered ?? undefined} onChange={() => onToggle(process.id)} />
      </span>
      <span role="cell" className={first ? 'mono' : 'mono board-again'}>
        {process.ip}
      </span>
      <span role="cell">{process.title ?? <span className="muted">—</span>}</span>
      <span role="cell" className="mono">
        {process.process ?? ''}
      </span>
      <span role="cell" className="mono">
        {process.group ?? ''}
      </span>
      <span role="cell">
        <StateTag of="process" state={process.state} />
      </span>
      <span role="cell">
        <Info row={row} now={now} />
      </span>
      <span role="cell" className="board-acts">
        {(['start', 'stop', 'restart'] as const).map(action => (
          <RowAct key={action} why={operator ?? unregistered} danger={action === 'stop'} label={`${s(`service.${action}`)} ${name}`} onAct={() => onControl(action, row)}>
            {s(`service.${action}`)}
          </RowAct>
        ))}
        <span className="board-gap" />
        {LOGS.map(log => (
          <RowAct key={log} why={operator} label={`${t(`log.${log}`)} ${name}`} onAct={() => onLog(log, row)}>
            {t(`log.${log}`)}
          </RowAct>
        ))}
      </span>
    </>
  );
});

interface Props extends Acts {
  rows: BoardRow[];
  chosen: ReadonlySet<string>;
  onChosen: (ids: string[]) => void;
}

/** The table of the old system, with as many rows as there are processes; only those that are seen are drawn. */
export function Board({ rows, chosen, onChosen, ...acts }: Props) {
  const t = useTexts();
  const now = useNow();
  const box = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => setMargin(box.current?.offsetTop ?? 0), []);
  const virtual = useWindowVirtualizer({ count: rows.length, estimateSize: () => ROW, overscan: 20, scrollMargin: margin });
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChosen([...next]);
  };
  return (
    <div className="board-wrap">
      <div className="board" role="table" aria-label={t('table')} aria-rowcount={rows.length + 1}>
        <div role="rowgroup">
          <div role="row" className="board-row board-head" aria-rowindex={1}>
            <span role="columnheader">
              <span className="sr-only">{t('choose')}</span>
            </span>
            {(['ip', 'title', 'process', 'group', 'state', 'info', 'acts'] as const).map(column => (
              <span key={column} role="columnheader">
                {t(`col.${column}`)}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" ref={box} className="board-body" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(item => {
            const row = rows[item.index];
            if (!row) return null;
            const first = rows[item.index - 1]?.process.ip !== row.process.ip;
            return (
              <div key={row.process.id} role="row" aria-rowindex={item.index + 2} className={first ? 'board-row first' : 'board-row'} style={{ transform: `translateY(${item.start - virtual.options.scrollMargin}px)` }}>
                <Row row={row} first={first} checked={chosen.has(row.process.id)} now={now} onToggle={toggle} {...acts} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
