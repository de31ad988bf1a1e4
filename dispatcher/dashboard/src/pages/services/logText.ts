/** The text of a log that is followed: bounded, with marks where something was left out. */
const MOST = 512 * 1024;

export class LogText {
  private text = '';
  private marked = false;

  /** @returns all that is kept */
  push(piece: string, skippedBytes: number): string {
    if (this.marked && this.text !== '') this.text += '\n~~~~\n';
    this.marked = false;
    if (skippedBytes > 0) this.text += `\n~~~~ ${skippedBytes} bytes ~~~~\n`;
    this.text += piece;
    if (this.text.length > MOST) {
      const cut = this.text.indexOf('\n', this.text.length - MOST);
      this.text = this.text.slice(cut < 0 ? -MOST : cut + 1);
    }
    return this.text;
  }

  /** The connection was lost: what comes next begins somewhere else. */
  mark(): void {
    this.marked = true;
  }
}

/** Puts the end of a log before what has been followed since: its first piece lies somewhere near that end. */
export function prepend(whole: string, firstPiece: string, shown: string): string {
  const at = firstPiece === '' ? -1 : whole.lastIndexOf(firstPiece);
  if (at < 0) return `${whole}\n~~~~\n${shown}`;
  const start = shown.indexOf(firstPiece);
  return whole.slice(0, at) + (start < 0 ? shown : shown.slice(start));
}
