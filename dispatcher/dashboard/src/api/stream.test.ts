import { describe, expect, it } from 'vitest';
import { EventParser } from './stream';

describe('EventParser', () => {
  it('puts pieces together wherever they were cut', () => {
    const text = 'id:7\nevent:target\ndata:{"a":1}\n\n:beat\n\nevent: job\r\ndata: x\r\ndata: y\r\n\r\n';
    for (let cut = 1; cut < text.length; cut++) {
      const parser = new EventParser();
      const events = [...parser.push(text.slice(0, cut)), ...parser.push(text.slice(cut))];
      expect(events).toEqual([
        { event: 'target', id: '7', data: '{"a":1}' },
        { event: 'job', id: '7', data: 'x\ny' },
      ]);
    }
  });

  it('makes no event of comments and of ids alone', () => {
    expect(new EventParser().push(':beat\n\nid: 3\n\n')).toEqual([]);
  });
});
