import type { Grant, RoleName } from '../../api/types';

export const ROLES: RoleName[] = ['viewer', 'operator', 'releaser', 'approver', 'admin'];
export const LEAST = 10;

export type Expiry = 'never' | '30' | '90' | '365' | 'own';

const DAY_MS = 86_400_000;

/** When a token ends, as the request says it; null: never, or not known yet. */
export function expiresAt(expiry: Expiry, own: string, now: number): string | null {
  if (expiry === 'never') return null;
  if (expiry === 'own') return own === '' ? null : new Date(own).toISOString();
  return new Date(now + Number(expiry) * DAY_MS).toISOString();
}

export function toggled<T>(list: T[], one: T, on: boolean): T[] {
  return on ? [...list.filter(each => each !== one), one] : list.filter(each => each !== one);
}

/** In the order in which people know them, whatever was clicked first. */
export function sortedRoles(roles: RoleName[]): RoleName[] {
  return ROLES.filter(role => roles.includes(role));
}

/** A project that has no grant yet, for a new row; `*` first. */
export function nextProject(grants: Grant[], codes: string[]): string | null {
  return ['*', ...codes].find(code => !grants.some(grant => grant.project === code)) ?? null;
}

/** Paths of the fields of grants, as problems name them. */
export function grantPaths(grants: Grant[]): (string | number)[][] {
  return [['grants'], ...grants.flatMap((_, at) => [['grants', at, 'project'], ['grants', at, 'roles']])];
}
