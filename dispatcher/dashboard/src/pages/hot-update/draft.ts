import type { Schemas } from '../../api/types';
import { serverLists, type Pickable } from '../../forms/servers';
import { newUuid } from '../../forms/uuid';
import { NO_WAVES, wavesBody, wavesCli, type WavesDraft } from '../../forms/waves';

export type UpdateKind = 'server' | 'client';
export type PulledFile = Schemas['ManifestFile'];

export interface Draft {
  /** Of the page: the pull's and then the update's. */
  uuid: string;
  kind: UpdateKind;
  clientType: '0' | '1';
  version: string;
  /** What the uuid was used to pull; null before. */
  pulled: string | null;
  files: string[];
  servers: string[];
  /** Pasted game servers that nobody registered. */
  unknown: Pickable[];
  /** `root/dir` */
  directories: string[];
  commands: string[];
  waves: WavesDraft;
}

export function newDraft(): Draft {
  return {
    uuid: newUuid(),
    kind: 'server',
    clientType: '0',
    version: '',
    pulled: null,
    files: [],
    servers: [],
    unknown: [],
    directories: [],
    commands: [],
    waves: NO_WAVES,
  };
}

/** What a pull depends on: another one needs another uuid. */
export function pullKey(draft: Draft, area: string): string {
  return [draft.kind, draft.kind === 'client' ? draft.clientType : '', area, draft.version.trim()].join('|');
}

export function pullBody(draft: Draft): Schemas['FilePullBody'] {
  return {
    uuid: draft.uuid,
    version: draft.version.trim(),
    update_type: draft.kind === 'client' ? 'hot_client' : 'hot_server',
    ...(draft.kind === 'client' ? { client_type: Number(draft.clientType) as 0 | 1 } : {}),
  };
}

/** Splits at the first slash: a directory may have more of them. */
export function directory(text: string): Schemas['CdnDirectoryBody'] {
  const slash = text.indexOf('/');
  return { cdn_root_url: text.slice(0, slash), cdn_dir: text.slice(slash + 1) };
}

export interface Chosen {
  files: PulledFile[];
  servers: Pickable[];
}

/** The request, in the CMDB's own shape. */
export function updateBody(draft: Draft, { files, servers }: Chosen): Schemas['HotUpdateBody'] {
  const shared = {
    uuid: draft.uuid,
    version: draft.version.trim(),
    update_file_list: files.map(file => ({ file_name: file.name, file_md5: file.md5 })),
  };
  if (draft.kind === 'client') {
    return { ...shared, update_type: 'hot_client', client_type: Number(draft.clientType) as 0 | 1, data: draft.directories.map(directory) };
  }
  const waves = wavesBody(draft.waves);
  return {
    ...shared,
    update_type: 'hot_server',
    update_server_list: serverLists(servers),
    erlang_cmd_list: draft.commands,
    ...(waves === undefined ? {} : { waves }),
  };
}

/** The same for a terminal. */
export function updateCli(draft: Draft, project: string, area: string, { files, servers }: Chosen): string[] {
  const lists = Object.entries(serverLists(servers)) as [string, Record<string, string[]>][];
  return [
    ...['hot-update', project, area, draft.version.trim(), '--uuid', draft.uuid],
    ...(draft.kind === 'client'
      ? [...draft.directories.flatMap(each => ['--cdn', each]), '--client-type', draft.clientType]
      : lists.flatMap(([role, hosts]) => Object.entries(hosts).flatMap(([ip, names]) => ['--server', `${role}:${ip}:${names.join(',')}`]))),
    ...files.flatMap(file => ['--file', `${file.name}:${file.md5}`]),
    ...(draft.kind === 'client' ? [] : [...draft.commands.flatMap(command => ['--command', command]), ...wavesCli(wavesBody(draft.waves))]),
    '--watch',
  ];
}

export type Missing = 'version' | 'pull' | 'files' | 'targets';

/** What still has to be chosen, in the order of the page. */
export function missing(draft: Draft, area: string, { files, servers }: Chosen): Missing | null {
  if (draft.version.trim() === '') return 'version';
  if (draft.pulled !== pullKey(draft, area)) return 'pull';
  if (files.length === 0) return 'files';
  return (draft.kind === 'client' ? draft.directories.length : servers.length) === 0 ? 'targets' : null;
}

export type Novelty = 'new' | 'changed' | 'same';

/** How a file differs from what was last brought to this area; null where nothing is known of that. */
export function novelty(file: PulledFile, before: ReadonlyMap<string, string> | null): Novelty | null {
  if (before === null) return null;
  const md5 = before.get(file.name);
  return md5 === undefined ? 'new' : md5 === file.md5 ? 'same' : 'changed';
}
