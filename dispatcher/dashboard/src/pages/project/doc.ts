/** A project's document as a form edits it: the same shape that is read and sent, with nothing left out. */
import type { Notice, Schemas } from '../../api/types';
import type { FieldPath } from '../../api/problem';

export type ManagerDoc = Schemas['ManagerBody'];
export type AreaDoc = Schemas['AreaBody'] & { production?: boolean | null };
export type ProjectDoc = Omit<Schemas['ProjectBody'], 'areas'> & { areas: AreaDoc[]; approval?: string[] | null; notices?: Notice[] | null };

/** What people can be told of. */
export const NOTICE_EVENTS = ['job_failed', 'job_finished', 'job_paused', 'approval_wanted', 'callback_dead'] as const;

/** Without what is null: absent says the same, and unknown fields of an older server stay away. */
export function clean<T>(value: T): T {
  if (Array.isArray(value)) return value.map(clean) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null && each !== undefined)
      .map(([name, each]) => [name, clean(each)]),
  ) as T;
}

export function newManager(): ManagerDoc {
  return { ip: '', port: 10022, module: 'cmdb_hot_server', user: '', pass_file: '' };
}

export function newArea(): AreaDoc {
  return { name: '', codes: [], hosts: [], rsync_managers: [newManager()], cdn_roots: [] };
}

function managerPaths(at: FieldPath): FieldPath[] {
  return ['ip', 'port', 'module', 'user', 'pass_file', 'bandwidth', 'zone'].map(field => [...at, field]);
}

/** Paths of the fields that the form shows for this document. */
export function knownPaths(doc: ProjectDoc): FieldPath[] {
  return [
    ...['name', 'command_limit_seconds', 'patches_survive_restart', 'approval', 'areas', 'erlang_commands', 'notices'].map(field => [field]),
    ['callback', 'url'],
    ['callback', 'secret_file'],
    ['quota', 'open_jobs'],
    ['quota', 'requests_per_minute'],
    ...doc.areas.flatMap((area, at) => [
      ...['name', 'codes', 'client_codes', 'hosts', 'production', 'relay', 'rsync_managers', 'cdn_roots'].map(field => ['areas', at, field]),
      ...(area.rsync_managers ?? []).flatMap((_, n) => managerPaths(['areas', at, 'rsync_managers', n])),
      ...(area.relay == null ? [] : managerPaths(['areas', at, 'relay'])),
      ...(area.cdn_roots ?? []).flatMap((_, n) => ['cdn_root_url', 'dirs'].map(field => ['areas', at, 'cdn_roots', n, field])),
    ]),
    ...(doc.erlang_commands ?? []).map((_, at) => ['erlang_commands', at, 'call']),
    ...(doc.notices ?? []).flatMap((_, at) => ['name', 'type', 'url', 'to', 'secret_file', 'events'].map(field => ['notices', at, field])),
  ];
}

type Bandwidth = NonNullable<ManagerDoc['bandwidth']>;

/** `20:00-23:30 2048`, a line for each; one without times holds always. */
export function bandwidthText(rules: Bandwidth | null | undefined): string {
  return (rules ?? []).map(rule => (rule.from == null ? String(rule.kib_per_second) : `${rule.from}-${rule.to ?? ''} ${rule.kib_per_second}`)).join('\n');
}

export function bandwidthRules(text: string): Bandwidth {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => {
      const match = /^(?:(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})\s+)?(\d+)\b/.exec(line);
      const kib_per_second = Number(match?.[3] ?? NaN);
      const rule: Bandwidth[number] = { kib_per_second: Number.isNaN(kib_per_second) ? 0 : kib_per_second };
      return match?.[1] === undefined ? rule : { from: match[1].padStart(5, '0'), to: (match[2] ?? '').padStart(5, '0'), ...rule };
    });
}

export type CheckKey = 'name' | 'area' | 'hosts' | 'managers' | 'commands' | 'callback' | 'servers' | 'queue';

export interface CheckItem {
  key: CheckKey;
  /** Name of the area, or role of the queue. */
  subject: string;
  /** `maybe`: not needed, but most projects have it. */
  state: 'ok' | 'lacking' | 'maybe';
  detail: string;
  /** Tab of the page on which it is mended. */
  tab: 'edit' | 'queues' | 'servers';
}

const NEEDED = ['file-pull', 'file-push', 'ops-manager'];

/** The queue an area of the project goes to; a single area wins over its project. */
export function queueOf(mappings: Schemas['QueueMappingBody'][], role: string, project: string, area: string): string | null {
  const own = mappings.filter(mapping => mapping.role === role);
  const single = own.find(mapping => (mapping.areas ?? []).some(each => each.project === project && each.area === area));
  return (single ?? own.find(mapping => (mapping.projects ?? []).includes(project)))?.queue ?? null;
}

/** What a project needs before its first job, from what is set up; what lies on the machines only a preflight can tell. */
export function checklist(doc: ProjectDoc, code: string, mappings: Schemas['QueueMappingBody'][], servers: { area: string }[] | null): CheckItem[] {
  const items: CheckItem[] = [{ key: 'name', subject: code, state: doc.name.trim() === '' ? 'lacking' : 'ok', detail: doc.name, tab: 'edit' }];
  if (doc.areas.length === 0) items.push({ key: 'area', subject: '', state: 'lacking', detail: '', tab: 'edit' });
  for (const area of doc.areas) {
    const hosts = area.hosts?.length ?? 0;
    const managers = area.rsync_managers ?? [];
    const count = servers?.filter(each => each.area === area.name).length ?? null;
    items.push(
      { key: 'area', subject: area.name, state: area.codes.length === 0 ? 'lacking' : 'ok', detail: area.codes.join(', '), tab: 'edit' },
      { key: 'hosts', subject: area.name, state: hosts === 0 ? 'lacking' : 'ok', detail: String(hosts), tab: 'edit' },
      { key: 'managers', subject: area.name, state: managers.length === 0 ? 'lacking' : 'ok', detail: managers.map(each => `${each.ip}:${each.port}/${each.module}`).join('  '), tab: 'edit' },
    );
    for (const role of [...NEEDED, ...(area.relay == null ? [] : ['file-relay'])]) {
      const queue = queueOf(mappings, role, code, area.name);
      items.push({ key: 'queue', subject: `${area.name} ${role}`, state: queue === null ? 'lacking' : 'ok', detail: queue ?? '', tab: 'queues' });
    }
    if (count !== null) items.push({ key: 'servers', subject: area.name, state: count === 0 ? 'maybe' : 'ok', detail: String(count), tab: 'servers' });
  }
  const loads = (doc.erlang_commands ?? []).some(each => each.call.replaceAll(' ', '') === 'code:load_file(atom)');
  items.push(
    { key: 'commands', subject: 'code:load_file(atom)', state: loads ? 'ok' : 'maybe', detail: (doc.erlang_commands ?? []).map(each => each.call).join('  '), tab: 'edit' },
    { key: 'callback', subject: '', state: doc.callback == null ? 'maybe' : 'ok', detail: doc.callback?.url ?? '', tab: 'edit' },
  );
  return items;
}
