import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resolveAppFile } from './appFiles.ts';
import { contentSecurityPolicy } from './contentSecurityPolicy.ts';
import { findDeepLink, parseDeepLink } from './deepLink.ts';
import { decideNavigation } from './navigationPolicy.ts';
import { isPermitted } from './permissionPolicy.ts';
import { ReloadBudget } from './ReloadBudget.ts';
import { restoreBounds } from './windowBounds.ts';

test.each([
  ['app://parley/m/abc-defg-hjk', 'stay'],
  ['https://example.org/', 'openOutside'],
  ['mailto:ana@example.org', 'openOutside'],
  ['app://other/', 'deny'],
  ['file:///etc/passwd', 'deny'],
  ['javascript:alert(1)', 'deny'],
  ['data:text/html,hi', 'deny'],
  ['nonsense', 'deny'],
])('navigation to %s: %s', (url, decision) => {
  expect(decideNavigation(url)).toBe(decision);
});

test.each([
  ['media', 'app://parley/', true],
  ['display-capture', 'app://parley/m/abc', true],
  ['media', 'https://example.org/', false],
  ['geolocation', 'app://parley/', false],
  ['openExternal', 'app://parley/', false],
  ['media', '', false],
])('permission %s for %j: %s', (permission, url, permitted) => {
  expect(isPermitted(permission, url)).toBe(permitted);
});

describe('deep links', () => {
  test.each([
    [
      'parley://meet.example.org/m/abc-defg-hjk',
      { serverUrl: 'https://meet.example.org', path: '/m/abc-defg-hjk' },
    ],
    [
      'parley://localhost:8080/m/ABCDEFGHJK',
      { serverUrl: 'http://localhost:8080', path: '/m/abc-defg-hjk' },
    ],
    [
      'parley://meet.example.org/m/abc-defg-hjk?skipPrejoin=1',
      { serverUrl: 'https://meet.example.org', path: '/m/abc-defg-hjk' },
    ],
    [
      'parley://MEET.Example.org:443/m/abc-defg-hjk',
      { serverUrl: 'https://meet.example.org', path: '/m/abc-defg-hjk' },
    ],
    ['parley://a;script-src/m/abc-defg-hjk', null],
    ['parley://meet.example.org/settings', null],
    ['parley://meet.example.org/m/../../admin', null],
    ['parley:///m/abc-defg-hjk', null],
    ['https://meet.example.org/m/abc-defg-hjk', null],
    ['--flag', null],
  ])('%s', (text, link) => {
    expect(parseDeepLink(text)).toEqual(link);
  });

  test('is found among command-line arguments', () => {
    const argv = ['parley', '--no-sandbox', 'parley://a.example/m/abc-defg-hjk'];
    expect(findDeepLink(argv)?.serverUrl).toBe('https://a.example');
    expect(findDeepLink(['parley', '.'])).toBeNull();
  });
});

describe('files of the app', () => {
  const root = join('/', 'bundle');
  test.each([
    ['app://parley/', join(root, 'index.html')],
    ['app://parley/m/abc-defg-hjk', join(root, 'index.html')],
    ['app://parley/assets/main.js', join(root, 'assets', 'main.js')],
    ['app://parley/..%2f..%2fetc%2fsecret.txt', null],
    ['app://parley/%00.js', null],
    ['app://parley/%E0%A4%A', null],
    ['app://evil/index.html', null],
    ['file:///etc/passwd', null],
  ])('%s', (url, file) => {
    expect(resolveAppFile(root, url)).toBe(file);
  });
});

test('the policy lets the page talk to its own server only', () => {
  const policy = contentSecurityPolicy('https://meet.example.org');
  expect(policy).toContain("connect-src 'self' https://meet.example.org wss://meet.example.org;");
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toContain('*');
});

test('three reloads fit into a minute, and a new one when the oldest is a minute old', () => {
  const budget = new ReloadBudget();
  expect([0, 10_000, 20_000, 59_999].map((nowMs) => budget.spend(nowMs))).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(budget.spend(60_000)).toBe(true);
  expect(budget.spend(60_001)).toBe(false);
});

describe('window bounds', () => {
  const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
  test('come back where they were', () => {
    const saved = { x: 100, y: 50, width: 900, height: 700 };
    expect(restoreBounds(saved, screens)).toEqual(saved);
  });

  test('come to a screen that exists when theirs is gone', () => {
    expect(restoreBounds({ x: 2500, y: 50, width: 900, height: 700 }, screens)).toEqual({
      width: 900,
      height: 700,
    });
  });
});
