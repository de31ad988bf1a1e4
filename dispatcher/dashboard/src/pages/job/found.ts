/** A text cut where another is found in it, whatever the case: every second piece is a find. */
export function cut(text: string, find: string): string[] {
  if (find === '') return [text];
  return text.split(new RegExp(`(${find.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')})`, 'giu'));
}
