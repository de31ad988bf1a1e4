import type { Project, Schemas } from '../../api/types';
import { findArea } from '../../app/project';

export type Installation = Schemas['Installation'];

/** What an act of this page is about: some game servers of one area, or all of it. */
export interface Selection {
  project: Project;
  areaCode: string;
  areaName: string;
  production: boolean;
  servers: Schemas['GameServerSelection'];
  /** Options of the terminal client that say the same. */
  cli: string[];
}

/** Chosen game servers of one area, else the whole area of the filter; null where there is no one area. */
export function select(project: Project, chosen: Installation[], areaFilter: string): Selection | null {
  const names = chosen.length > 0 ? [...new Set(chosen.map(each => each.area))] : areaFilter !== '' ? [areaFilter] : project.areas.length === 1 ? [project.areas[0]?.name ?? ''] : [];
  const area = names.length === 1 ? findArea(project, names[0] ?? '') : null;
  if (area === null) return null;
  const ids = chosen.map(each => each.id);
  return {
    project,
    areaCode: area.codes[0] ?? '',
    areaName: area.name,
    production: area.production === true || chosen.some(each => each.labels.includes('production')),
    servers: ids.length > 0 ? { ids } : { all: true },
    cli: ids.length > 0 ? ['--server', ids.join(',')] : ['--all'],
  };
}

export function lostPatches(installation: Installation): number {
  return installation.patches.filter(patch => patch.lost != null).length;
}

/** App types of what is installed, the one with most game servers first. */
export function appTypes(summary: Schemas['InstallationSummary'] | undefined): string[] {
  const servers = new Map<string, number>();
  for (const { app_type, servers: count } of summary?.versions ?? []) {
    if (app_type != null && app_type !== '') servers.set(app_type, (servers.get(app_type) ?? 0) + count);
  }
  return [...servers].sort(([, a], [, b]) => b - a).map(([type]) => type);
}
