/** How the tiles of many hosts are put together: by wave where there are any, else by subnet, so that a place can be found again. */
import type { JobWave, TargetLine } from '../../api/types';

export interface TileGroup {
  key: string;
  /** The wave; null where the hosts are handed out together. */
  wave: JobWave | null;
  /** Heading of a group that is no wave: `10.1.3.*`; null where there is only one. */
  name: string | null;
  lines: TargetLine[];
}

const ALONE = 64;
/** Subnets with fewer hosts on average would be more headings than tiles. */
const LEAST_PER_GROUP = 8;

export function subnet(key: string): string | null {
  const match = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(key);
  return match ? `${match[1]}.*` : null;
}

function byWave(lines: TargetLine[], waves: JobWave[]): TileGroup[] {
  const byKey = new Map(lines.map(line => [line.key, line]));
  const groups = waves.map(wave => ({
    key: `wave-${wave.number}`,
    wave,
    name: null,
    lines: wave.ips.flatMap(({ ip }) => {
      const line = byKey.get(ip);
      byKey.delete(ip);
      return line ? [line] : [];
    }),
  }));
  const rest = [...byKey.values()];
  return rest.length === 0 ? groups : [...groups, { key: 'rest', wave: null, name: null, lines: rest }];
}

export function groupTiles(lines: TargetLine[], waves: JobWave[] | null): TileGroup[] {
  if (waves !== null && waves.length > 0) return byWave(lines, waves);
  const one: TileGroup[] = [{ key: 'all', wave: null, name: null, lines }];
  if (lines.length <= ALONE) return one;
  const groups = new Map<string, TargetLine[]>();
  for (const line of lines) {
    const name = subnet(line.key) ?? '';
    const list = groups.get(name);
    if (list) list.push(line);
    else groups.set(name, [line]);
  }
  if (groups.size < 2 || lines.length / groups.size < LEAST_PER_GROUP) return one;
  return [...groups].map(([name, list]) => ({ key: `net-${name}`, wave: null, name, lines: list }));
}

export interface TileFilter {
  /** States; empty: all. */
  states: string[];
  code: string;
  text: string;
}

export function passes(line: TargetLine, filter: TileFilter): boolean {
  if (filter.states.length > 0 && !filter.states.includes(line.state)) return false;
  if (filter.code !== '' && (line.failure_code ?? line.state.toLowerCase()) !== filter.code) return false;
  return filter.text === '' || line.key.includes(filter.text);
}
