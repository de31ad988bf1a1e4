import type { Schemas } from '../../api/types';

export type Version = Schemas['VersionView'];

/**
 * What a hot update or a release would call it: the revision, the version of an artifact, the directory of a build, or its file where
 * it lies in none.
 *
 * @param place path of the source of a build; without it the directory is the one of Maven's output
 */
export function versionName({ kind, key, revision }: Pick<Version, 'kind' | 'key' | 'revision'>, place?: string | null): string {
  if (kind === 'svn') return revision == null ? key.replace(/^r/, '') : String(revision);
  if (kind === 'maven') return key.split(':')[2] ?? key;
  const own = place != null && key.startsWith(`${place}/`) ? key.slice(place.length + 1).split('/') : key.split('/');
  const file = (own.at(-1) ?? key).replace(/\.(zip|tar\.gz|tgz)$/i, '');
  if (place != null) return own.length > 1 ? (own[0] ?? file) : file;
  const output = own.indexOf('MavenOutput');
  return output > 0 ? (own[output - 1] ?? file) : file;
}

/** A path's last part is what people look for; a build's whole path is its name. */
export function shortName({ kind, key }: Pick<Version, 'kind' | 'key'>): string {
  if (kind === 'maven') {
    const [, artifact, version] = key.split(':');
    return `${artifact ?? ''} ${version ?? ''}`.trim();
  }
  return kind === 'builds' ? (key.split('/').at(-1) ?? key) : key;
}

const FEW = 3;
const ODD = 2;

/** How many times the usual size of its like it has; null where that is nothing to remark, or too few are known. */
export function oddSize(version: Version, list: Version[]): number | null {
  const sizes = list
    .filter(each => each.type === version.type && each.source === version.source && each.version_id !== version.version_id)
    .flatMap(each => (each.size == null ? [] : [each.size]))
    .sort((a, b) => a - b);
  const usual = sizes[Math.floor(sizes.length / 2)];
  if (version.size == null || usual === undefined || usual === 0 || sizes.length < FEW) return null;
  const factor = version.size / usual;
  return factor >= ODD || factor <= 1 / ODD ? factor : null;
}
