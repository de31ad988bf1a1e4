import { describe, expect, it } from 'vitest';
import { groupRemarks } from './Remarks';

describe('groupRemarks', () => {
  it('has each text once with its game servers, the most frequent first', () => {
    const groups = groupRemarks([
      { code: 'busy', text: 'x', server: undefined },
      { code: 'no_path', text: 'y', server: '10.1.1.1:a' },
      { code: 'no_path', text: 'y', server: '10.1.1.1:b' },
    ]);
    expect(groups).toEqual([
      { code: 'no_path', text: 'y', servers: ['10.1.1.1:a', '10.1.1.1:b'] },
      { code: 'busy', text: 'x', servers: [] },
    ]);
  });
});
