/** When it will be over: from how fast targets ended lately. */
export interface Sample {
  at: number;
  done: number;
}

const WINDOW_MS = 30_000;
const LEAST_MS = 4_000;
const SPACING_MS = 500;

export class Pace {
  private samples: Sample[] = [];

  /** @param done how many targets of the step are over */
  note(at: number, done: number): void {
    const last = this.samples.at(-1);
    if (last && done < last.done) this.samples = []; // a retry took some up again
    else if (last && at - last.at < SPACING_MS) return;
    this.samples.push({ at, done });
    while (this.samples.length > 2 && at - (this.samples[0]?.at ?? at) > WINDOW_MS) this.samples.shift();
  }

  /**
   * Milliseconds until `total` are over; null while that cannot be said.
   *
   * @param begunAt when the step began, for the time before there are enough samples
   */
  remaining(total: number, now: number, begunAt: number | null): number | null {
    const first = this.samples[0];
    const last = this.samples.at(-1);
    if (!first || !last) return null;
    const left = total - last.done;
    if (left <= 0) return 0;
    const span = now - first.at;
    if (span >= LEAST_MS) {
      const gained = last.done - first.done;
      return gained > 0 ? (left * span) / gained : null;
    }
    const whole = begunAt === null ? 0 : now - begunAt;
    return whole >= LEAST_MS && last.done > 0 ? (left * whole) / last.done : null;
  }
}
