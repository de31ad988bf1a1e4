/** Erlang calls as a project allows them, and the commands that are made of them. */
export interface CallShape {
  /** `code:load_file` */
  name: string;
  types: string[];
}

/** `code:load_file(atom)`; null where it has another form. No type has a comma inside. */
export function parseShape(call: string): CallShape | null {
  const match = /^\s*([^()\s]+:[^()\s]+)\s*\((.*)\)\s*$/.exec(call);
  if (match === null) return null;
  const inside = (match[2] ?? '').trim();
  return { name: match[1] ?? '', types: inside === '' ? [] : inside.split(',').map(type => type.trim()) };
}

const PLAIN_ATOM = /^[a-z][A-Za-z0-9_@]*$/;
const RESERVED = new Set(
  'after and andalso band begin bnot bor bsl bsr bxor case catch cond div else end fun if let maybe not of or orelse receive rem try when xor'.split(' '),
);

function quoted(text: string, mark: string): string {
  return mark + text.replaceAll('\\', '\\\\').replaceAll(mark, `\\${mark}`) + mark;
}

/** An argument as Erlang reads it; null where the text is none of that type. */
export function renderArgument(type: string, text: string): string | null {
  const trimmed = text.trim();
  switch (type) {
    case 'atom':
      if (trimmed === '' || trimmed.length > 255) return null;
      return PLAIN_ATOM.test(trimmed) && !RESERVED.has(trimmed) ? trimmed : quoted(trimmed, "'");
    case 'integer':
      return /^[+-]?\d+$/.test(trimmed) ? trimmed : null;
    case 'number':
      return /^[+-]?\d+(\.\d+([eE][+-]?\d+)?)?$/.test(trimmed) ? trimmed : null;
    case 'boolean':
      return trimmed === 'true' || trimmed === 'false' ? trimmed : null;
    case 'string':
      return quoted(text, '"');
    case 'binary':
      // eslint-disable-next-line no-control-regex
      return `<<${quoted(text, '"')}${/^[\x00-\x7f]*$/.test(text) ? '' : '/utf8'}>>`;
    default:
      return trimmed === '' ? null : trimmed;
  }
}

/** `code:load_file(player).`; null while an argument is missing. */
export function renderCall(shape: CallShape, values: string[]): string | null {
  const rendered = shape.types.map((type, at) => renderArgument(type, values[at] ?? ''));
  return rendered.every(each => each !== null) ? `${shape.name}(${rendered.join(', ')}).` : null;
}

const LOADING = ['code:soft_purge', 'code:purge', 'code:load_file'];

/** Purge and load for every module among the files, as far as the project allows it. */
export function loadCommands(allowed: string[], files: string[]): string[] {
  const shapes = allowed
    .map(parseShape)
    .filter((shape): shape is CallShape => shape !== null && LOADING.includes(shape.name) && shape.types.join() === 'atom')
    .sort((a, b) => LOADING.indexOf(a.name) - LOADING.indexOf(b.name))
    .filter((shape, _, all) => shape.name !== 'code:purge' || !all.some(each => each.name === 'code:soft_purge'));
  if (!shapes.some(shape => shape.name === 'code:load_file')) return [];
  const modules = files.filter(file => file.endsWith('.beam')).map(file => file.slice(file.lastIndexOf('/') + 1, -'.beam'.length));
  return modules.flatMap(module => shapes.map(shape => renderCall(shape, [module]) ?? ''));
}

/** The allowed call a command is one of, by name and number of arguments; null where it is none, as far as this page can tell. */
export function allowedAs<C extends { call: string }>(command: string, allowed: C[]): C | null {
  const name = /^\s*([^(]+?)\s*\(/.exec(command)?.[1];
  return allowed.find(each => parseShape(each.call)?.name === name) ?? null;
}
