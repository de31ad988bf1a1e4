/** The one way to the API: language, CSRF token, problems and the end of a session are dealt with here. */
import { Problem, readProblem } from './problem';
import type { Answer, CallOptions, Method, PathsOf } from './types';

interface Surroundings {
  language: () => 'zh' | 'en';
  csrf: () => string | null;
  /** The session is over, or there never was one. */
  onUnauthorized: () => void;
  /** Reads the CSRF token anew: another tab may have logged in again. */
  renew: () => Promise<void>;
}

let surroundings: Surroundings = { language: () => 'zh', csrf: () => null, onUnauthorized: () => undefined, renew: () => Promise.resolve() };

export function setSurroundings(given: Partial<Surroundings>): void {
  surroundings = { ...surroundings, ...given };
}

type Values = Record<string, unknown>;

/** `{name}` by its value, then the query; lists repeat their name, what is undefined, null or empty is left out. */
export function buildUrl(template: string, path: Values = {}, query: Values = {}): string {
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one != null && one !== '') search.append(name, String(one));
    }
  }
  const text = search.toString();
  return text === '' ? filled : `${filled}?${text}`;
}

export function acceptLanguage(): string {
  return surroundings.language() === 'en' ? 'en' : 'zh-CN';
}

export interface SendInit extends RequestInit {
  /** A 401 is an answer here, such as that of the login, and not the end of a session. */
  quiet401?: boolean;
}

/** Sends any request; an answer that is no success is thrown as a {@link Problem}. */
export async function send(url: string, init: SendInit = {}, again = true): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('Accept-Language', acceptLanguage());
  const csrf = surroundings.csrf();
  if (init.method !== undefined && init.method !== 'GET' && csrf !== null) headers.set('X-CSRF-Token', csrf);
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin', ...init, headers });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem(0, 'offline', error instanceof Error ? error.message : String(error));
  }
  if (response.ok) return response;
  if (response.status === 401 && !init.quiet401) surroundings.onUnauthorized();
  const problem = await readProblem(response);
  if (problem.code === 'csrf' && csrf !== null && again) {
    await surroundings.renew();
    return send(url, init, false);
  }
  throw problem;
}

/** One call of the API. A body is sent as JSON; the answer is `undefined` where there is none. */
export async function call<M extends Method, P extends PathsOf<M>>(
  method: M,
  template: P,
  options: CallOptions<M, P> & { quiet401?: boolean } = {},
): Promise<Answer<M, P>> {
  const headers: Record<string, string> = { Accept: 'application/json, application/problem+json', ...options.headers };
  const init: SendInit = { method: method.toUpperCase(), headers };
  if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(options.body);
  }
  if (options.signal) init.signal = options.signal;
  if (options.quiet401) init.quiet401 = true;
  const response = await send(buildUrl(template, options.path as Values, options.query as Values), init);
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as Answer<M, P>;
}
