import { describe, expect, it } from 'vitest';
import { safeNext, signInPath } from './safeNext.ts';

describe('where to go after signing in', () => {
  it.each([
    ['/m/abc-defg-hjk?name=Ada', '/m/abc-defg-hjk?name=Ada'],
    ['/settings#language', '/settings#language'],
    [null, '/'],
    ['', '/'],
    ['https://elsewhere.example/', '/'],
    ['//elsewhere.example/', '/'],
    ['/\\elsewhere.example/', '/'],
    ['javascript:alert(1)', '/'],
  ])('%j leads to %s', (next, place) => {
    expect(safeNext(next)).toBe(place);
  });

  it('comes back to the page that asked, query included', () => {
    const path = signInPath({ pathname: '/m/abc-defg-hjk', search: '?name=Ada&x=1' });
    expect(safeNext(new URL(path, 'https://a.example').searchParams.get('next'))).toBe(
      '/m/abc-defg-hjk?name=Ada&x=1',
    );
  });
});
