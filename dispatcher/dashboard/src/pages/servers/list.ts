/** Lists of game servers as people have them: pasted cells, files of a spreadsheet, JSON. */
import { send, buildUrl } from '../../api/client';
import type { Schemas } from '../../api/types';
import type { GameServer } from '../../forms/servers';

export type Import = Schemas['GameServerImport'];

export interface Filter {
  area: string;
  type: string;
  label: string;
  text: string;
}

export function passes(server: GameServer, { area, type, label, text }: Filter): boolean {
  if (area !== '' && server.area !== area) return false;
  if (type !== '' && server.app_type !== type) return false;
  if (label !== '' && !server.labels.includes(label)) return false;
  const wanted = text.trim().toLowerCase();
  return wanted === '' || [server.name, server.title, server.ip, server.machine, server.process, server.path, server.app_type].some(each => (each ?? '').toLowerCase().includes(wanted));
}

/** How a list is sent: JSON where it begins as JSON does, and a bare array as the list it means; else as CSV, tabs and all. */
export function asRequest(text: string): { type: string; body: string } {
  const begin = text.trimStart().replace(/^\uFEFF/, '');
  if (begin.startsWith('{')) return { type: 'application/json', body: begin };
  // On one line, so that the lines of an error are those that were pasted.
  if (begin.startsWith('[')) return { type: 'application/json', body: `{"game_servers": ${begin.trimEnd()}}` };
  return { type: 'text/csv; charset=utf-8', body: text };
}

/** Chinese spreadsheets save CSV as GBK; what is no UTF-8 is taken for that. */
export function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

export async function putList(project: string, text: string, replace: boolean, dryRun: boolean): Promise<Import> {
  const { type, body } = asRequest(text);
  const response = await send(listUrl(project, replace, dryRun), { method: 'PUT', headers: { 'Content-Type': type, Accept: 'application/json, application/problem+json' }, body });
  return (await response.json()) as Import;
}

export function listUrl(project: string, replace: boolean, dryRun: boolean): string {
  return buildUrl('/api/v1/projects/{project}/game-servers', { project }, { ...(dryRun ? { dry_run: true } : {}), ...(replace ? { mode: 'replace' } : {}) });
}

/** How many changes it would make. */
export function changeCount({ counts }: Import): number {
  return (counts['added'] ?? 0) + (counts['changed'] ?? 0) + (counts['removed'] ?? 0);
}

/** A value of a difference as it is read; texts without their quotes. */
export function shown(value: unknown): string {
  if (value == null || (Array.isArray(value) && value.length === 0)) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export interface Fields {
  area: string;
  ip: string;
  name: string;
  title: string;
  role: string;
  machine: string;
  process: string;
  path: string;
  type: string;
  labels: string;
  kind: '' | 'tcp' | 'http' | 'erlang';
  port: string;
  healthPath: string;
  call: string;
  within: string;
}

export const EMPTY: Fields = { area: '', ip: '', name: '', title: '', role: 'game', machine: '', process: '', path: '', type: '', labels: '', kind: '', port: '', healthPath: '', call: '', within: '' };

export function fieldsOf(server: GameServer): Fields {
  const { health } = server;
  return {
    area: server.area,
    ip: server.ip,
    name: server.name,
    title: server.title,
    role: server.role,
    machine: server.machine ?? '',
    process: server.process,
    path: server.path ?? '',
    type: server.app_type ?? '',
    labels: server.labels.join(' '),
    kind: (health?.kind ?? '') as Fields['kind'],
    port: health?.port == null ? '' : String(health.port),
    healthPath: health?.path ?? '',
    call: health?.call ?? '',
    within: health == null ? '' : String(health.within_seconds),
  };
}

type Body = Schemas['GameServerBody'];

function healthOf(fields: Fields): Body['health'] | undefined {
  if (fields.kind === '') return undefined;
  const port = fields.kind === 'erlang' || fields.port === '' ? {} : { port: Number(fields.port) };
  const path = fields.kind === 'http' && fields.healthPath.trim() !== '' ? { path: fields.healthPath.trim() } : {};
  const call = fields.kind === 'erlang' && fields.call.trim() !== '' ? { call: fields.call.trim() } : {};
  return { kind: fields.kind, ...port, ...path, ...call, ...(fields.within === '' ? {} : { within_seconds: Number(fields.within) }) };
}

/** The whole of a game server; what is empty is left to the server. */
export function bodyOf(fields: Fields): Body {
  const body: Record<string, unknown> = { ip: fields.ip.trim(), role: fields.role, labels: fields.labels.split(/[\s,;，、]+/).filter(each => each !== '') };
  const optional: [string, string][] = [['area', fields.area], ['name', fields.name], ['title', fields.title], ['machine', fields.machine], ['process', fields.process], ['path', fields.path], ['app_type', fields.type]];
  for (const [name, value] of optional) if (value.trim() !== '') body[name] = value.trim();
  const health = healthOf(fields);
  if (health !== undefined) body['health'] = health;
  return body as Body;
}
