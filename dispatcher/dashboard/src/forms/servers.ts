/** Game servers as people choose them: groups, pasted lists, and the selections that requests name. */
import type { Schemas } from '../api/types';

export type GameServer = Schemas['GameServer'];

export const ROLES = ['game', 'cross', 'cross_center'] as const;
export type ServerRole = (typeof ROLES)[number];

/** What the pickers need to know of a game server; one that is only pasted has no more than this. */
export interface Pickable {
  id: string;
  ip: string;
  name: string;
  role: string;
  title: string;
  labels: string[];
  /** False where it was pasted and nobody registered it. */
  known: boolean;
}

export function pickable(server: GameServer): Pickable {
  const { id, ip, name, role, title, labels } = server;
  return { id, ip, name, role, title, labels, known: true };
}

function ipKey(ip: string): string {
  return ip
    .split('.')
    .map(part => part.padStart(3, '0'))
    .join('.');
}

/** 10.1.1.9 before 10.1.1.10, qq_9 before qq_10. */
export function byPlace(a: Pickable, b: Pickable): number {
  const order = ipKey(a.ip).localeCompare(ipKey(b.ip));
  return order !== 0 ? order : a.name.localeCompare(b.name, 'en', { numeric: true });
}

export interface HostRow {
  kind: 'host';
  key: string;
  ip: string;
  servers: Pickable[];
}

export interface RoleRow {
  kind: 'role';
  key: string;
  role: string;
  hosts: number;
  servers: Pickable[];
}

export type PickerRow = HostRow | RoleRow;

/** Role, below it its IPs, each with its servers in one row. */
export function rowsByRole(servers: Pickable[]): PickerRow[] {
  const rows: PickerRow[] = [];
  const roles = [...new Set([...ROLES.filter(role => servers.some(each => each.role === role)), ...servers.map(each => each.role)])];
  for (const role of roles) {
    const own = servers.filter(each => each.role === role);
    const hosts = rowsByHost(own, role);
    rows.push({ kind: 'role', key: role, role, hosts: hosts.length, servers: own }, ...hosts);
  }
  return rows;
}

export function rowsByHost(servers: Pickable[], prefix = ''): HostRow[] {
  const hosts = new Map<string, Pickable[]>();
  for (const server of [...servers].sort(byPlace)) {
    const list = hosts.get(server.ip);
    if (list) list.push(server);
    else hosts.set(server.ip, [server]);
  }
  return [...hosts].map(([ip, own]) => ({ kind: 'host', key: `${prefix}/${ip}`, ip, servers: own }));
}

export interface Pasted {
  servers: { ip: string; name: string; role: ServerRole | null }[];
  /** Whole hosts. */
  ips: string[];
  /** Lines that say nothing of a server, with their number from 1. */
  bad: { line: number; text: string }[];
}

const IP = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;
const NAME = /^[\w.-]{1,64}$/;

/** Lines as they are pasted from tables: `game:10.1.1.1:qq_1,qq_2`, `10.1.1.1 qq_1 qq_2`, or only an IP. */
export function parsePasted(text: string): Pasted {
  const found: Pasted = { servers: [], ips: [], bad: [] };
  text.split(/\r?\n/).forEach((line, at) => {
    const words = line.trim().split(/[\s,;:：，、]+/).filter(word => word !== '');
    if (words.length === 0) return;
    const role = ROLES.find(each => each === words[0]) ?? null;
    if (role !== null) words.shift();
    const [first, ...rest] = words;
    if (first === undefined || !IP.test(first)) {
      found.bad.push({ line: at + 1, text: line.trim() });
      return;
    }
    let ip = first;
    let named = false;
    for (const word of rest) {
      if (IP.test(word)) {
        if (!named) found.ips.push(ip);
        ip = word;
        named = false;
      } else if (NAME.test(word)) {
        found.servers.push({ ip, name: word, role });
        named = true;
      } else {
        found.bad.push({ line: at + 1, text: word });
        named = true;
      }
    }
    if (!named) found.ips.push(ip);
  });
  return found;
}

export interface Matched {
  /** Known servers that the list names. */
  ids: string[];
  /** Named ones that nobody registered. */
  unknown: Pickable[];
  /** IPs on which nothing is registered. */
  emptyIps: string[];
}

export function matchPasted(pasted: Pasted, servers: Pickable[]): Matched {
  const byId = new Map(servers.map(each => [each.id, each]));
  const ids = new Set<string>();
  const unknown = new Map<string, Pickable>();
  for (const { ip, name, role } of pasted.servers) {
    const id = `${ip}:${name}`;
    if (byId.has(id)) ids.add(id);
    else unknown.set(id, { id, ip, name, role: role ?? 'game', title: name, labels: [], known: false });
  }
  const emptyIps: string[] = [];
  for (const ip of new Set(pasted.ips)) {
    const own = servers.filter(each => each.ip === ip);
    if (own.length === 0) emptyIps.push(ip);
    own.forEach(each => ids.add(each.id));
  }
  return { ids: [...ids], unknown: [...unknown.values()], emptyIps };
}

/** `update_server_list` of a hot update. */
export function serverLists(chosen: Pickable[]): Schemas['ServerLists'] {
  const lists: Record<string, Record<string, string[]>> = {};
  for (const { role, ip, name } of [...chosen].sort(byPlace)) {
    const hosts = (lists[role] ??= {});
    (hosts[ip] ??= []).push(name);
  }
  return lists as Schemas['ServerLists'];
}

export function countHosts(chosen: { ip: string }[]): number {
  return new Set(chosen.map(each => each.ip)).size;
}

export interface ServerFilter {
  text: string;
  label: string;
}

export function passesFilter(server: Pickable, { text, label }: ServerFilter): boolean {
  if (label !== '' && !server.labels.includes(label)) return false;
  if (text === '') return true;
  const wanted = text.toLowerCase();
  return [server.ip, server.name, server.title, server.role].some(each => each.toLowerCase().includes(wanted));
}

/** As high as its rows, up to what leaves room for the rest of the page. */
export function pickerHeight(rows: number): string {
  return `min(46vh, 420px, ${Math.max(80, rows + 2)}px)`;
}
