/** An act as commands for a terminal. */
export interface Command {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With its query: `/api/v1/jobs/x/cancel`. */
  url: string;
  body?: unknown;
  /** Arguments of `slipway`; absent where the terminal client cannot do it. */
  cli?: string[];
}

/** Quotes for a POSIX shell, only where it must. */
export function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The token comes from the environment: it is never an argument's text that others could see or a history could keep. */
export function asCurl(command: Command): string {
  const parts = ['curl -sS'];
  if (command.method !== 'GET') parts.push(`-X ${command.method}`);
  parts.push('-H "Authorization: Bearer $TOKEN"');
  if (command.body !== undefined) parts.push("-H 'Content-Type: application/json'");
  parts.push(quote(new URL(command.url, window.location.origin).href));
  if (command.body !== undefined) parts.push(`-d ${quote(JSON.stringify(command.body))}`);
  return parts.join(' ');
}

export function asCli(words: string[]): string {
  return ['slipway', ...words].map(quote).join(' ');
}

/** Over plain http the clipboard's own interface is not there, so the old way stays. */
export async function copyText(text: string): Promise<void> {
  if (window.isSecureContext && 'clipboard' in navigator) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
