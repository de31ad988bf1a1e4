export interface FieldChange {
  /** `areas/0/name`; `''` for the whole. */
  field: string;
  before: unknown;
  after: unknown;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What differs between two small trees, by field; lists are compared as a whole. */
export function changes(before: unknown, after: unknown, field = ''): FieldChange[] {
  const [a, b] = [before ?? {}, after ?? {}];
  if (isObject(a) && isObject(b) && (isObject(before) || isObject(after))) {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap(key => changes(a[key], b[key], field === '' ? key : `${field}/${key}`));
  }
  return JSON.stringify(before ?? null) === JSON.stringify(after ?? null) ? [] : [{ field, before, after }];
}

export function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A moment as an input for local times has it, and back; `''` where there is none. */
export function toLocal(moment: string): string {
  const at = new Date(moment);
  if (moment === '' || Number.isNaN(at.getTime())) return '';
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function toMoment(local: string): string {
  const at = new Date(local);
  return local === '' || Number.isNaN(at.getTime()) ? '' : at.toISOString();
}
