/** The processes of a project as they were seen last, merged from a stream, told to the page at most once a frame. */
import type { Schemas } from '../../api/types';

export type Process = Schemas['Process'];
export type ProcessState = Process['state'];

export interface BoardRow {
  process: Process;
  /** Milliseconds since 1970 at which its host was read; null where it never was. */
  seenAt: number | null;
}

export interface Frame {
  changed: Process[];
  removed: string[];
  hosts: { ip: string; age_millis?: number | null }[];
}

const perFrame = (paint: () => void): void => void requestAnimationFrame(paint);

export class BoardStore {
  private rows = new Map<string, BoardRow>();
  private sorted: BoardRow[] | null = null;
  private readonly listeners = new Set<() => void>();
  private painted = 0;
  private asked = false;
  private complete = false;

  constructor(
    private readonly now: () => number = Date.now,
    private readonly paint: (paint: () => void) => void = perFrame,
  ) {}

  /** Part 0 begins anew: what a part does not name is gone once the last one is there. */
  snapshot(part: number, last: boolean, processes: Process[]): void {
    if (part === 0) this.rows = new Map();
    processes.forEach(process => this.put(process));
    this.complete = last;
    this.changed();
  }

  frame({ changed, removed, hosts }: Frame): void {
    changed.forEach(process => this.put(process));
    removed.forEach(id => this.rows.delete(id));
    if (hosts.length > 0) {
      const ages = new Map(hosts.map(host => [host.ip, host.age_millis ?? null]));
      for (const [id, row] of this.rows) {
        const age = ages.get(row.process.ip);
        if (age != null) this.rows.set(id, { ...row, seenAt: this.now() - age });
      }
    }
    this.changed();
  }

  /** By IP and process, as people count. */
  list(): BoardRow[] {
    this.sorted ??= [...this.rows.values()].sort(byPlace);
    return this.sorted;
  }

  /** Whether the whole board has been read once. */
  isComplete(): boolean {
    return this.complete;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  version = (): number => this.painted;

  private put(process: Process): void {
    this.rows.set(process.id, { process, seenAt: process.age_millis == null ? null : this.now() - process.age_millis });
  }

  private changed(): void {
    this.sorted = null;
    if (this.asked) return;
    this.asked = true;
    this.paint(() => {
      this.asked = false;
      this.painted += 1;
      this.listeners.forEach(listener => listener());
    });
  }
}

function padded(ip: string): string {
  return ip
    .split('.')
    .map(part => part.padStart(3, '0'))
    .join('.');
}

function byPlace(a: BoardRow, b: BoardRow): number {
  if (a.process.ip !== b.process.ip) return padded(a.process.ip) < padded(b.process.ip) ? -1 : 1;
  return a.process.id.localeCompare(b.process.id, 'en', { numeric: true });
}

export interface BoardFilter {
  states: string[];
  area: string;
  text: string;
}

export function passes({ process }: BoardRow, { states, area, text }: BoardFilter): boolean {
  if (states.length > 0 && !states.includes(process.state)) return false;
  if (area !== '' && process.area !== area) return false;
  if (text === '') return true;
  const wanted = text.toLowerCase();
  return [process.ip, process.server, process.title, process.process, process.group, process.description].some(each => each?.toLowerCase().includes(wanted));
}

/** As supervisord writes it: `8 days, 9:47:13`, `1 day, 6:15:03`, `0:15:40`. */
export function uptime(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const two = (n: number) => String(n).padStart(2, '0');
  const time = `${Math.floor((seconds % 86_400) / 3_600)}:${two(Math.floor(seconds / 60) % 60)}:${two(Math.floor(seconds) % 60)}`;
  return days === 0 ? time : `${days} day${days === 1 ? '' : 's'}, ${time}`;
}

/** What a process is called where its logs are asked for: its game server, else `name` or `group:name`. */
export function logName(process: Process): string {
  return process.server ?? process.id.slice(process.ip.length + 1);
}

/** Id of the game server that a request can name; null where none is registered for it. */
export function serverId(process: Process): string | null {
  return process.server == null ? null : `${process.ip}:${process.server}`;
}
