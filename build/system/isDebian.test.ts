import { describe, expect, it } from 'vitest';
import { isDebian, parseOsRelease } from './isDebian.ts';

describe('parseOsRelease', () => {
  it('reads plain, quoted and empty values, and skips comments', () => {
    const text = '# a comment\nID=debian\nVERSION_ID="12"\nNAME=\'My OS\'\nVARIANT=\n';
    expect([...parseOsRelease(text)]).toEqual([
      ['ID', 'debian'],
      ['VERSION_ID', '12'],
      ['NAME', 'My OS'],
      ['VARIANT', ''],
    ]);
  });
});

describe('isDebian', () => {
  it.each([
    ['Debian', 'ID=debian', true],
    ['Ubuntu', 'ID=ubuntu\nID_LIKE=debian', true],
    ['Mint', 'ID=linuxmint\nID_LIKE="ubuntu debian"', true],
    ['Fedora', 'ID=fedora', false],
    ['openSUSE', 'ID="opensuse-leap"\nID_LIKE="suse opensuse"', false],
    ['nothing known', '', false],
  ])('%s', (_name, text, expected) => {
    expect(isDebian(parseOsRelease(text))).toBe(expected);
  });
});
