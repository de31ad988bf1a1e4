import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { call, setSurroundings } from '../api/client';
import { queryClient } from '../api/hooks';
import { Problem } from '../api/problem';
import type { Me, RoleName } from '../api/types';
import { forgetDrafts } from '../parts/drafts';
import { language, useShared, type SharedKey } from '../texts';

const KEY = ['session'];
const LAST_ACCOUNT = 'slipway.account';

/** Null where nobody is signed in. */
async function readMe(): Promise<Me | null> {
  try {
    return await call('get', '/api/v1/session', { quiet401: true });
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null;
    throw error;
  }
}

setSurroundings({
  language,
  csrf: () => queryClient.getQueryData<Me | null>(KEY)?.csrf ?? null,
  onUnauthorized: () => queryClient.setQueryData(KEY, null),
  renew: async () => {
    queryClient.setQueryData(KEY, await readMe());
  },
});

/** `data` is undefined while it is read, null where nobody is signed in. */
export function useSession() {
  return useQuery<Me | null, Problem>({ queryKey: KEY, queryFn: readMe, staleTime: 60_000 });
}

export function useMe(): Me | null {
  return useSession().data ?? null;
}

export async function signIn(account: string, password: string): Promise<void> {
  const me = await call('post', '/api/v1/session', { body: { account, password }, quiet401: true });
  if (sessionStorage.getItem(LAST_ACCOUNT) !== me.account) forgetDrafts();
  sessionStorage.setItem(LAST_ACCOUNT, me.account);
  queryClient.removeQueries({ predicate: query => query.queryKey[0] !== KEY[0] });
  queryClient.setQueryData(KEY, me);
}

export async function signOut(): Promise<void> {
  await call('delete', '/api/v1/session', { quiet401: true }).catch((error: unknown) => {
    if (!(error instanceof Problem && error.status === 401)) throw error;
  });
  forgetDrafts();
  queryClient.clear();
  queryClient.setQueryData(KEY, null);
}

/** Where the login page goes back to: only a place on this site. */
export function safeReturn(wanted: string | null): string {
  return wanted !== null && /^\/(?![/\\])/.test(wanted) && !wanted.startsWith('/login') ? wanted : '/';
}

const INCLUDES: Record<RoleName, RoleName[]> = {
  viewer: ['viewer'],
  operator: ['viewer', 'operator'],
  releaser: ['viewer', 'operator', 'releaser'],
  approver: ['viewer', 'approver'],
  admin: ['viewer', 'operator', 'releaser', 'approver', 'admin'],
};

/** Whether the account may; the server decides, this only spares a useless try. */
export function may(me: Me, need: RoleName, project: string): boolean {
  return me.grants
    .filter(grant => grant.project === '*' || grant.project === project)
    .some(grant => grant.roles.some(role => (INCLUDES[role] ?? []).includes(need)));
}

/** Null where the account may, else the sentence that says what is missing. */
export function useGate(need: RoleName, project: string): string | null {
  const t = useShared();
  const me = useMe();
  if (me === null) return t('gate.signedOut');
  if (may(me, need, project)) return null;
  const role = t(`role.${need}` as SharedKey);
  return project === '*' ? t('gate.role.everywhere', { role }) : t('gate.role', { role, project });
}

/** For lists: whether the account may in a project. */
export function useMay(): (need: RoleName, project: string) => boolean {
  const me = useMe();
  return useCallback((need, project) => me !== null && may(me, need, project), [me]);
}
