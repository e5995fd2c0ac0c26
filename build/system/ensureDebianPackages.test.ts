import { describe, expect, it } from 'vitest';
import { missingPackages } from './ensureDebianPackages.ts';

describe('missingPackages', () => {
  const names = ['meson', 'g++', 'libuv1-dev'];

  it('is empty when all are installed', () => {
    const output = 'meson installed\ng++ installed\nlibuv1-dev installed\n';
    expect(missingPackages(names, output)).toEqual([]);
  });

  it('names those that dpkg does not list, in the order asked', () => {
    const output = 'dpkg-query: no packages found matching libuv1-dev\ng++ installed\n';
    expect(missingPackages(names, output)).toEqual(['meson', 'libuv1-dev']);
  });

  it('takes a removed package whose configuration is left for missing', () => {
    const output = 'meson config-files\ng++ installed\nlibuv1-dev not-installed\n';
    expect(missingPackages(names, output)).toEqual(['meson', 'libuv1-dev']);
  });

  it('counts a package as installed when one of its architectures is', () => {
    const output = 'libuv1-dev config-files\nlibuv1-dev installed\n';
    expect(missingPackages(['libuv1-dev'], output)).toEqual([]);
  });
});
