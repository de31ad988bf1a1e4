/** Where a small box has to go so that nothing cuts it off. */
export interface Edges {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const MARGIN = 6;

/** What of the window an element's children can be seen in: scrolling and clipping parents cut off the rest. */
export function seenThrough(element: Element): Edges {
  const seen = { left: 0, right: window.innerWidth, top: 0, bottom: window.innerHeight };
  for (let parent = element.parentElement; parent !== null; parent = parent.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(parent);
    // The page's own part counts as well: nobody looks for its words over the menu.
    if (overflowX === 'visible' && overflowY === 'visible' && parent.tagName !== 'MAIN') continue;
    const box = parent.getBoundingClientRect();
    seen.left = Math.max(seen.left, box.left);
    seen.right = Math.min(seen.right, box.right);
    seen.top = Math.max(seen.top, box.top);
    seen.bottom = Math.min(seen.bottom, box.bottom);
  }
  return seen;
}

/** Pixels to the right (negative: to the left) that bring a box between the edges; where it is too wide, its beginning counts. */
export function shiftInto(box: Edges, within: Edges): number {
  const left = within.left + MARGIN - box.left;
  if (left > 0) return left;
  const right = box.right - (within.right - MARGIN);
  return right > 0 ? -Math.min(right, -left) : 0;
}

/** Whether a box that hangs below `anchor` would be cut off there and has room above it. */
export function belongsAbove(box: Edges, anchor: Edges, within: Edges): boolean {
  const height = box.bottom - box.top;
  return anchor.bottom + height + MARGIN > within.bottom && anchor.top - height - MARGIN >= within.top;
}
