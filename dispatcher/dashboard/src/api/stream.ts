/**
 * Server-sent events over fetch. The browser's EventSource knows neither the language of the page, nor a 401, nor the comments by
 * which a dead connection is told from a quiet one; this reader knows all three.
 */
import { acceptLanguage, send } from './client';

export interface StreamEvent {
  event: string;
  id: string | null;
  data: string;
}

/** Cuts a byte stream into events, as https://html.spec.whatwg.org/multipage/server-sent-events.html says. */
export class EventParser {
  private rest = '';
  private event = '';
  private data: string[] = [];
  private id: string | null = null;

  /** @returns the events that are complete with this piece */
  push(piece: string): StreamEvent[] {
    const events: StreamEvent[] = [];
    const text = this.rest + piece;
    const lines = text.split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (this.data.length > 0) {
          events.push({ event: this.event === '' ? 'message' : this.event, id: this.id, data: this.data.join('\n') });
        }
        this.event = '';
        this.data = [];
        continue;
      }
      this.field(line);
    }
    return events;
  }

  private field(line: string): void {
    const colon = line.indexOf(':');
    if (colon === 0) return; // a comment: it only shows that the connection lives
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'event') this.event = value;
    else if (name === 'data') this.data.push(value);
    else if (name === 'id' && !value.includes('\0')) this.id = value;
  }
}

export interface StreamHandlers {
  onOpen: () => void;
  onEvent: (event: StreamEvent) => void;
  /** Bytes came, be it only a comment. */
  onBytes: () => void;
}

/** Reads until the stream ends or is aborted; throws a Problem where it is refused. */
export async function readStream(
  url: string,
  handlers: StreamHandlers,
  lastEventId: string | null,
  signal: AbortSignal,
): Promise<void> {
  const headers: Record<string, string> = { Accept: 'text/event-stream', 'Accept-Language': acceptLanguage() };
  if (lastEventId !== null) headers['Last-Event-ID'] = lastEventId;
  const response = await send(url, { headers, signal, cache: 'no-store' });
  const reader = response.body?.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array<ArrayBuffer>>).getReader();
  if (!reader) return;
  handlers.onOpen();
  const parser = new EventParser();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    handlers.onBytes();
    parser.push(value).forEach(handlers.onEvent);
  }
}
