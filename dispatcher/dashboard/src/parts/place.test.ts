import { describe, expect, it } from 'vitest';
import { belongsAbove, shiftInto } from './place';

const drawer = { left: 800, right: 1440, top: 60, bottom: 900 };
const box = (left: number, right: number, top = 100, bottom = 130) => ({ left, right, top, bottom });

describe('shiftInto', () => {
  it('leaves alone what is seen whole', () => {
    expect(shiftInto(box(820, 1000), drawer)).toBe(0);
  });

  it('moves what the left edge would cut to the right, and the other way round', () => {
    expect(shiftInto(box(700, 900), drawer)).toBe(106);
    expect(shiftInto(box(1300, 1460), drawer)).toBe(-26);
  });

  it('shows the beginning of what is too wide', () => {
    expect(shiftInto(box(820, 1600), drawer)).toBe(-14);
    expect(shiftInto(box(700, 1600), drawer)).toBe(106);
  });
});

describe('belongsAbove', () => {
  it('is above only where there is no room below and room above', () => {
    expect(belongsAbove(box(0, 1), box(0, 1, 860, 890), drawer)).toBe(true);
    expect(belongsAbove(box(0, 1), box(0, 1, 400, 430), drawer)).toBe(false);
    expect(belongsAbove(box(0, 1, 0, 900), box(0, 1, 860, 890), drawer)).toBe(false);
  });
});
