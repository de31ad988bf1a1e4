import { describe, expect, it } from 'vitest';
import { filterOf, readSaved, withSaved } from './saved';

describe('filterOf', () => {
  it('keeps what filters, in one order, and no place in the list', () => {
    expect(filterOf(new URLSearchParams('state=FAILED,PARTIAL&page_token=99&kind=RELEASE&x=1'))).toBe('kind=RELEASE&state=FAILED%2CPARTIAL');
    expect(filterOf(new URLSearchParams('state=&page_token=1'))).toBe('');
  });
});

describe('readSaved', () => {
  it('takes what is stored', () => {
    expect(readSaved('[{"name":"夜间发布","query":"kind=RELEASE"}]')).toEqual([{ name: '夜间发布', query: 'kind=RELEASE' }]);
  });

  it.each([null, '', '{', '3', 'null', '[null, 1, {"name":""}, {"name":"a"}, {"query":"b"}]'])('takes %s for nothing', text => {
    expect(readSaved(text)).toEqual([]);
  });

  it('drops what is no filter of this page', () => {
    expect(readSaved('[{"name":"a","query":"kind=DRIFT&return=//evil"}]')).toEqual([{ name: 'a', query: 'kind=DRIFT' }]);
  });
});

describe('withSaved', () => {
  it('replaces the one of the same name and keeps its place', () => {
    const saved = [
      { name: 'a', query: '1' },
      { name: 'b', query: '2' },
    ];
    expect(withSaved(saved, ' a ', '3')).toEqual([
      { name: 'a', query: '3' },
      { name: 'b', query: '2' },
    ]);
  });

  it('keeps no more than thirty, the newest of them', () => {
    let saved = withSaved([], '0', '');
    for (let n = 1; n < 40; n++) saved = withSaved(saved, String(n), '');
    expect(saved).toHaveLength(30);
    expect(saved.at(-1)?.name).toBe('39');
  });
});
