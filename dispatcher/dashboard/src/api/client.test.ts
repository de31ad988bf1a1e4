import { afterEach, describe, expect, it, vi } from 'vitest';
import { buildUrl, call, setSurroundings } from './client';
import { Problem } from './problem';

describe('buildUrl', () => {
  it('escapes names in the path and repeats lists in the query', () => {
    const url = buildUrl('/api/v1/projects/{project}/areas/{area}/x', { project: 'a/b', area: '大陆' }, { state: ['A', 'B'], none: '', no: undefined, n: 0 });
    expect(url).toBe('/api/v1/projects/a%2Fb/areas/%E5%A4%A7%E9%99%86/x?state=A&state=B&n=0');
  });
});

describe('call', () => {
  afterEach(() => setSurroundings({ language: () => 'zh', csrf: () => null, onUnauthorized: () => undefined, renew: () => Promise.resolve() }));

  const answer = (status: number, body: unknown) =>
    vi.spyOn(globalThis, 'fetch').mockImplementation(() =>
      Promise.resolve(new Response(body === undefined ? null : JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })),
    );

  it('sends the CSRF token and the language with a change, and no token with a read', async () => {
    setSurroundings({ language: () => 'en', csrf: () => 'tok' });
    const spy = answer(200, {});
    await call('post', '/api/v1/jobs/{id}/cancel', { path: { id: 'x' } });
    const sent = new Headers(spy.mock.calls[0]?.[1]?.headers);
    expect([sent.get('X-CSRF-Token'), sent.get('Accept-Language')]).toEqual(['tok', 'en']);
    await call('get', '/api/v1/jobs/{id}', { path: { id: 'x' } });
    expect(new Headers(spy.mock.calls[1]?.[1]?.headers).has('X-CSRF-Token')).toBe(false);
  });

  it('tells of the end of the session once, and throws', async () => {
    const over = vi.fn();
    setSurroundings({ onUnauthorized: over });
    answer(401, { code: 'unauthorized', title: 'No' });
    await expect(call('get', '/api/v1/jobs')).rejects.toMatchObject({ status: 401 });
    expect(over).toHaveBeenCalledOnce();
  });

  it('reads a stale CSRF token anew and sends the request once more', async () => {
    let token = 'old';
    setSurroundings({
      csrf: () => token,
      renew: () => {
        token = 'new';
        return Promise.resolve();
      },
    });
    const spy = vi.spyOn(globalThis, 'fetch').mockImplementation((_, init) => {
      const good = new Headers(init?.headers).get('X-CSRF-Token') === 'new';
      return Promise.resolve(new Response(JSON.stringify({ code: 'csrf' }), { status: good ? 200 : 403, headers: { 'Content-Type': 'application/problem+json' } }));
    });
    await call('post', '/api/v1/jobs/{id}/cancel', { path: { id: 'x' } });
    expect(spy).toHaveBeenCalledTimes(2);
  });

  it('says offline where no answer comes', async () => {
    vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('failed'));
    const error = await call('get', '/api/v1/jobs').catch((thrown: unknown) => Problem.of(thrown));
    expect(error).toMatchObject({ offline: true, code: 'offline' });
  });
});
