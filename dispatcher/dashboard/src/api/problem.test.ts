import { describe, expect, it } from 'vitest';
import { placeErrors, pointerPath, readProblem } from './problem';

const error = (pointer: string) => ({ pointer, code: 'bad', message: `wrong ${pointer}` });

describe('pointerPath', () => {
  it('turns indexes into numbers and undoes the escapes', () => {
    expect(pointerPath('/areas/0/host~1name/a~0b')).toEqual(['areas', 0, 'host/name', 'a~b']);
  });

  it('is empty for the whole body and for query parameters', () => {
    expect(pointerPath('')).toEqual([]);
    expect(pointerPath('?limit')).toEqual([]);
  });
});

describe('placeErrors', () => {
  it('puts an error at its own field', () => {
    expect(placeErrors([error('/areas/1/name')], [['areas', 1, 'name']])).toEqual({
      fields: [{ name: ['areas', 1, 'name'], errors: ['wrong /areas/1/name'] }],
      rest: [],
    });
  });

  it('counts what is in a list from one, as people do', () => {
    const placed = placeErrors([error('/hosts/7')], [['hosts']]);
    expect(placed.fields).toEqual([{ name: ['hosts'], errors: ['#8: wrong /hosts/7'] }]);
  });

  it('puts an error of something inside at the nearest field above, with its place', () => {
    const placed = placeErrors([error('/update_server_list/game/10.9.9.9')], [['update_server_list']]);
    expect(placed.fields).toEqual([{ name: ['update_server_list'], errors: ['game/10.9.9.9: wrong /update_server_list/game/10.9.9.9'] }]);
  });

  it('gathers several errors of one field', () => {
    const placed = placeErrors([error('/files/0'), error('/files/1')], [['files']]);
    expect(placed.fields[0]?.errors).toHaveLength(2);
  });

  it('leaves over what no field stands for', () => {
    expect(placeErrors([error('/other'), error('?project')], [['name']]).rest).toHaveLength(2);
  });

  it('takes a prefix off', () => {
    expect(placeErrors([error('/body/version')], [['version']], '/body').fields[0]?.name).toEqual(['version']);
  });
});

describe('readProblem', () => {
  it('reads problem+json', async () => {
    const body = { code: 'bad_ip', title: 'No', errors: [error('/ip')], hint: 'Do this', request_id: 'r1', status: 422 };
    const response = new Response(JSON.stringify(body), {
      status: 422,
      headers: { 'Content-Type': 'application/problem+json', 'Retry-After': '7' },
    });
    const problem = await readProblem(response);
    expect(problem).toMatchObject({ status: 422, code: 'bad_ip', hint: 'Do this', requestId: 'r1', retryAfter: 7 });
    expect(problem.errors).toHaveLength(1);
  });

  it('survives the page of a proxy', async () => {
    const problem = await readProblem(new Response('<html>', { status: 502, headers: { 'Content-Type': 'text/html' } }));
    expect(problem).toMatchObject({ status: 502, code: 'http_502' });
  });
});
