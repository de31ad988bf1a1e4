import { useEffect, useRef, useState } from 'react';
import { Problem } from './problem';
import { readStream, type StreamEvent } from './stream';

/** `connecting`: nothing yet; `live`: events come; `polling`: no stream, read every five seconds; `over`: nothing more will come. */
export type LiveState = 'connecting' | 'live' | 'polling' | 'over';

export interface Live {
  state: LiveState;
  /** Milliseconds since 1970 of the last data; null before the first. */
  at: number | null;
  /** Why there is no stream; null while there is one. */
  problem: Problem | null;
}

export interface LiveOptions {
  /** Address of the stream; null: none is wanted. */
  url: string | null;
  onEvent: (event: StreamEvent) => void;
  /** Reads the same data without a stream. */
  poll: () => Promise<void>;
  /** Another number opens the stream again after it was over. */
  epoch?: number;
  /** True where the data says that nothing more will come; the stream is then closed for good. */
  isOver?: () => boolean;
}

const POLL_MS = 5_000;
/** The server sends a comment every 15 s; a connection without one for this long is dead. */
const SILENCE_MS = 40_000;
const PAUSES_MS = [1_000, 2_000, 5_000, 10_000, 15_000];

/** Keeps a stream open, opens it again with the last event's id, and polls while there is none. */
export function useLive(options: LiveOptions): Live {
  const [live, setLive] = useState<Live>({ state: 'connecting', at: null, problem: null });
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const { url, epoch = 0 } = options;
  useEffect(() => {
    if (url === null) return undefined;
    setLive({ state: 'connecting', at: null, problem: null });
    const connection = new Connection(url, latest, setLive);
    connection.start();
    return () => connection.close();
  }, [url, epoch]);
  return live;
}

class Connection {
  private closed = false;
  private failures = 0;
  private lastEventId: string | null = null;
  private lastBytes = 0;
  private lastTold = 0;
  private abort: AbortController | null = null;
  private poller: ReturnType<typeof setInterval> | undefined;
  private again: ReturnType<typeof setTimeout> | undefined;
  private watchdog: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly url: string,
    private readonly options: { current: LiveOptions },
    private readonly tell: (change: (before: Live) => Live) => void,
  ) {}

  start(): void {
    this.watchdog = setInterval(() => {
      if (this.abort && this.lastBytes > 0 && Date.now() - this.lastBytes > SILENCE_MS) this.abort.abort();
    }, 5_000);
    void this.open();
  }

  close(): void {
    this.closed = true;
    this.abort?.abort();
    clearInterval(this.watchdog);
    clearInterval(this.poller);
    clearTimeout(this.again);
  }

  private async open(): Promise<void> {
    this.abort = new AbortController();
    this.lastBytes = 0;
    let problem: Problem | null = null;
    try {
      await readStream(
        this.url,
        {
          onOpen: () => undefined,
          onBytes: () => {
            this.lastBytes = Date.now();
          },
          onEvent: event => this.received(event),
        },
        this.lastEventId,
        this.abort.signal,
      );
    } catch (error) {
      problem = Problem.of(error);
    }
    if (!this.closed) this.lost(problem);
  }

  private received(event: StreamEvent): void {
    if (this.closed) return;
    if (event.id !== null) this.lastEventId = event.id;
    this.failures = 0;
    this.stopPolling();
    this.options.current.onEvent(event);
    const now = Date.now();
    this.tell(before =>
      before.state === 'live' && now - this.lastTold < 1_000 ? before : { state: 'live', at: this.told(now), problem: null },
    );
  }

  private told(now: number): number {
    this.lastTold = now;
    return now;
  }

  private lost(problem: Problem | null): void {
    if (this.options.current.isOver?.()) {
      this.close();
      this.tell(before => ({ ...before, state: 'over', problem: null }));
      return;
    }
    if (problem && [401, 403, 404].includes(problem.status)) {
      this.close();
      this.tell(before => ({ ...before, state: 'over', problem }));
      return;
    }
    // A stream that ended in good order was a restart or a proxy's time limit: only a second failure is shown.
    if (this.failures > 0 || problem) {
      this.tell(before => ({ ...before, state: 'polling', problem }));
      this.startPolling();
    }
    const pause = PAUSES_MS[Math.min(this.failures, PAUSES_MS.length - 1)] ?? 15_000;
    this.failures += 1;
    this.again = setTimeout(() => void this.open(), pause * (0.8 + 0.4 * Math.random()));
  }

  private startPolling(): void {
    if (this.poller !== undefined) return;
    const poll = () =>
      this.options.current.poll().then(
        () => {
          if (!this.closed) this.tell(before => ({ ...before, at: Date.now() }));
        },
        (error: unknown) => {
          if (!this.closed) this.tell(before => ({ ...before, problem: Problem.of(error) }));
        },
      );
    void poll();
    this.poller = setInterval(() => void poll(), POLL_MS);
  }

  private stopPolling(): void {
    clearInterval(this.poller);
    this.poller = undefined;
  }
}
