import { expect, test } from 'vitest';
import { KnownPaths } from './KnownPaths.ts';

const paths = new KnownPaths();
paths.add('GET', '/users/me');
paths.add('PATCH', '/users/me');
paths.add('GET', '/users/:userId/avatar');
paths.add('GET', '/api/openapi.json');

test('a path knows all its methods, HEAD with GET', () => {
  expect(paths.methodsOf('/users/me')).toEqual(['GET', 'HEAD', 'PATCH']);
});

test('a parameter is one segment and no more', () => {
  expect(paths.methodsOf('/users/1/avatar')).toEqual(['GET', 'HEAD']);
  expect(paths.methodsOf('/users/1/2/avatar')).toEqual([]);
  expect(paths.methodsOf('/users//avatar')).toEqual([]);
});

test('a dot is a dot', () => {
  expect(paths.methodsOf('/api/openapi.json')).toEqual(['GET', 'HEAD']);
  expect(paths.methodsOf('/api/openapi-json')).toEqual([]);
});
