import { memo, useCallback, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import type { TargetLine } from '../../api/types';
import { lookOf, wordKey } from '../../parts/states';
import { useShared, type SharedKey, type Translate } from '../../texts';
import type { sharedZh } from '../../texts/shared.zh';

type Shared = Translate<typeof sharedZh>;

interface TileProps {
  line: TargetLine;
  /** Null: tiles are not chosen but opened. */
  chosen: boolean | null;
  wide: boolean;
  first: boolean;
  t: Shared;
}

export function tileLabel(line: TargetLine, t: Shared): string {
  const word = t((wordKey('target', line.state) ?? 'target.UNKNOWN') as SharedKey);
  const code = line.failure_code != null && line.state !== 'SUCCEEDED' ? ` ${line.failure_code}` : '';
  return `${line.key} ${word}${code}`;
}

/** One host. It is painted again only where its line is another object. */
const Tile = memo(function Tile({ line, chosen, wide, first, t }: TileProps) {
  const look = lookOf('target', line.state);
  const label = tileLabel(line, t);
  return (
    <button
      type="button"
      className={`tile tone-${look.tone}${line.state === 'RUNNING' ? ' busy' : ''}${chosen === true ? ' chosen' : ''}`}
      data-target={line.target_id}
      tabIndex={first ? 0 : -1}
      {...(chosen === null ? {} : { 'aria-pressed': chosen })}
      aria-label={label}
      title={label}
    >
      <span aria-hidden="true" className="glyph">
        {look.glyph}
      </span>
      {wide && <span aria-hidden="true">{line.key}</span>}
    </button>
  );
});

interface TilesProps {
  lines: TargetLine[];
  wide: boolean;
  label: string;
  /** Ids of those that are chosen; null: none can be. */
  chosen: ReadonlySet<string> | null;
  /** Opens it, or chooses it where tiles are chosen. */
  onOpen: (targetId: string) => void;
}

const MOVES: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };

/** The neighbour in the row below or above: the nearest to the same column. */
function vertical(tiles: HTMLElement[], from: HTMLElement, down: boolean): HTMLElement | undefined {
  const column = from.offsetLeft;
  const rows = tiles.filter(tile => (down ? tile.offsetTop > from.offsetTop : tile.offsetTop < from.offsetTop));
  const top = down ? Math.min(...rows.map(tile => tile.offsetTop)) : Math.max(...rows.map(tile => tile.offsetTop));
  return rows
    .filter(tile => tile.offsetTop === top)
    .sort((a, b) => Math.abs(a.offsetLeft - column) - Math.abs(b.offsetLeft - column))[0];
}

function sameLines(a: TilesProps, b: TilesProps): boolean {
  return (
    a.wide === b.wide &&
    a.label === b.label &&
    a.chosen === b.chosen &&
    a.onOpen === b.onOpen &&
    a.lines.length === b.lines.length &&
    a.lines.every((line, at) => line === b.lines[at])
  );
}

/** A group of tiles: one stop of the tab key, arrows move inside. Clicks are caught once for all of them. */
export const Tiles = memo(function Tiles({ lines, wide, label, chosen, onOpen }: TilesProps) {
  const t = useShared();
  const box = useRef<HTMLDivElement>(null);
  const open = useCallback(
    (event: MouseEvent) => {
      const id = (event.target as HTMLElement).closest<HTMLElement>('[data-target]')?.dataset['target'];
      if (id !== undefined) onOpen(id);
    },
    [onOpen],
  );
  const move = (event: KeyboardEvent) => {
    const from = event.target as HTMLElement;
    const tiles = [...(box.current?.querySelectorAll<HTMLElement>('[data-target]') ?? [])];
    const at = tiles.indexOf(from);
    if (at < 0) return;
    let to: HTMLElement | undefined;
    if (event.key in MOVES) to = tiles[at + (MOVES[event.key] ?? 0)];
    else if (event.key === 'Home') to = tiles[0];
    else if (event.key === 'End') to = tiles.at(-1);
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') to = vertical(tiles, from, event.key === 'ArrowDown');
    else return;
    event.preventDefault();
    if (!to) return;
    from.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  };
  return (
    <div ref={box} className={wide ? 'tiles wide' : 'tiles'} role="group" aria-label={label} onClick={open} onKeyDown={move}>
      {lines.map((line, at) => (
        <Tile key={line.target_id} line={line} chosen={chosen === null ? null : chosen.has(line.target_id)} wide={wide} first={at === 0} t={t} />
      ))}
    </div>
  );
}, sameLines);
