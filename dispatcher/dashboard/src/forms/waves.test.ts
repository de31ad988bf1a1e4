import { describe, expect, it } from 'vitest';
import { NO_WAVES, wavesBody, wavesCli } from './waves';

describe('wavesBody', () => {
  it('is absent where no waves are wanted, and leaves what is empty to the server', () => {
    expect(wavesBody(NO_WAVES)).toBeUndefined();
    expect(wavesBody({ ...NO_WAVES, on: true })).toEqual({});
  });

  it('takes lists as people type them', () => {
    const draft = { ...NO_WAVES, on: true, canary: '10.1.1.1，10.1.1.2', sizes: '5 50%', between: 'pause' as const, pause_seconds: '60', max_failures: ' 5% ', parallel: '20' };
    expect(wavesBody(draft)).toEqual({
      canary: ['10.1.1.1', '10.1.1.2'],
      sizes: ['5', '50%'],
      between: 'pause',
      pause_seconds: 60,
      max_failures: '5%',
      parallel: 20,
    });
    expect(wavesCli(wavesBody(draft)).join(' ')).toBe('--canary 10.1.1.1,10.1.1.2 --sizes 5,50% --parallel 20 --between pause:60 --max-failures 5%');
  });

  it('does not send a pause without its kind', () => {
    expect(wavesBody({ ...NO_WAVES, on: true, pause_seconds: '60' })).toEqual({});
  });
});
