import type { ProblemBody, ProblemEntry } from './types';

/** A refused or failed request. `code` decides what is done; the texts are the server's, in the user's language. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly errors: ProblemEntry[] = [],
    readonly hint: string | null = null,
    readonly requestId: string | null = null,
    /** Seconds after which the same request may be taken; null where the server does not say. */
    readonly retryAfter: number | null = null,
  ) {
    super(title);
  }

  /** No answer came: the server is not there, or the network is not. */
  get offline(): boolean {
    return this.status === 0;
  }

  static of(error: unknown): Problem {
    if (error instanceof Problem) return error;
    return new Problem(0, 'unexpected', error instanceof Error ? error.message : String(error));
  }
}

export async function readProblem(response: Response): Promise<Problem> {
  const seconds = Number(response.headers.get('Retry-After'));
  const retryAfter = Number.isFinite(seconds) && seconds > 0 ? seconds : null;
  const requestId = response.headers.get('X-Request-Id');
  if (!(response.headers.get('Content-Type') ?? '').includes('json')) {
    return new Problem(response.status, `http_${response.status}`, response.statusText, [], null, requestId, retryAfter);
  }
  try {
    const body = (await response.json()) as Partial<ProblemBody>;
    return new Problem(
      response.status,
      body.code ?? `http_${response.status}`,
      body.title ?? response.statusText,
      body.errors ?? [],
      body.hint ?? null,
      body.request_id ?? requestId,
      retryAfter,
    );
  } catch {
    return new Problem(response.status, `http_${response.status}`, response.statusText, [], null, requestId, retryAfter);
  }
}

export type FieldPath = (string | number)[];

/** `/areas/0/host~1name` as a path of a form: `['areas', 0, 'host/name']`. Empty for the whole body and for `?parameter`. */
export function pointerPath(pointer: string): FieldPath {
  if (!pointer.startsWith('/')) return [];
  return pointer
    .slice(1)
    .split('/')
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map(part => (/^(0|[1-9]\d*)$/.test(part) ? Number(part) : part));
}

export interface PlacedErrors {
  /** For antd's `form.setFields`: the messages at each field that is shown. */
  fields: { name: FieldPath; errors: string[] }[];
  /** What no field stands for; it is shown above the form. */
  rest: ProblemEntry[];
}

/**
 * Puts each error at the field that stands for it: the field of its own path, else the nearest one above it.
 *
 * @param known paths of the fields that the form shows
 * @param prefix pointer below which the form's body lies, such as `/body`
 */
export function placeErrors(errors: ProblemEntry[], known: FieldPath[], prefix = ''): PlacedErrors {
  const keys = new Map(known.map(path => [JSON.stringify(path), path]));
  const placed = new Map<string, string[]>();
  const rest: ProblemEntry[] = [];
  for (const error of errors) {
    const below = error.pointer.startsWith(`${prefix}/`) ? error.pointer.slice(prefix.length) : '';
    let path = pointerPath(below);
    while (path.length > 0 && !keys.has(JSON.stringify(path))) path = path.slice(0, -1);
    if (path.length === 0) {
      rest.push(error);
      continue;
    }
    const key = JSON.stringify(path);
    const deeper = pointerPath(below).slice(path.length);
    // People count from one.
    const where = deeper.map(part => (typeof part === 'number' ? `#${part + 1}` : part)).join('/');
    const message = where === '' ? error.message : `${where}: ${error.message}`;
    placed.set(key, [...(placed.get(key) ?? []), message]);
  }
  return { fields: [...placed].map(([key, messages]) => ({ name: keys.get(key) ?? [], errors: messages })), rest };
}
