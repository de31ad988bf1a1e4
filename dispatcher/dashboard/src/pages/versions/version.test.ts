import { describe, expect, it } from 'vitest';
import { oddSize, shortName, versionName, type Version } from './version';

describe('a version', () => {
  it('has the name that a request would give it', () => {
    expect(versionName({ kind: 'svn', key: 'r1170', revision: 1170 })).toBe('1170');
    expect(versionName({ kind: 'maven', key: 'com.example:mobileGame:1.0.4:deploy:zip' })).toBe('1.0.4');
    const build = { kind: 'builds', key: '/data/release/ssss/1.0.4/MavenOutput/mobileGame/target/mobileGame-deploy.zip' };
    expect(versionName(build, '/data/release/ssss')).toBe('1.0.4');
    expect(versionName(build)).toBe('1.0.4');
    expect(versionName({ kind: 'builds', key: '/data/release/ssss/1.0.4.zip' }, '/data/release/ssss')).toBe('1.0.4');
    expect(versionName({ kind: 'builds', key: '/data/release/ssss/1.0.4.zip' })).toBe('1.0.4');
    expect(shortName({ kind: 'builds', key: '1.0.4/MavenOutput/mobileGame/target/mobileGame-deploy.zip' })).toBe('mobileGame-deploy.zip');
    expect(shortName({ kind: 'maven', key: 'com.example:mobileGame:1.0.4:zip' })).toBe('mobileGame 1.0.4');
  });

  it('is remarked where its size is far from that of its like', () => {
    const one = (version_id: string, size: number) => ({ version_id, size, type: 'GameServer', source: 'builds' }) as Version;
    const [a, small] = [one('a', 100), one('d', 20)];
    const list = [a, one('b', 110), one('c', 90), small];
    expect(oddSize(small, list)).toBeCloseTo(0.2);
    expect(oddSize(a, list)).toBeNull();
    expect(oddSize(one('e', 900), list.slice(0, 2))).toBeNull();
  });
});
