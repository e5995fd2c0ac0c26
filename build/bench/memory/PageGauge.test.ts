import { expect, it } from 'vitest';
import { sumSizes } from './PageGauge.ts';

it('tells compiled code from what a page holds, in a snapshot of the heap', () => {
  const told = {
    snapshot: {
      meta: {
        node_fields: ['type', 'name', 'id', 'self_size'],
        node_types: [['hidden', 'code', 'object'], 'string', 'number', 'number'],
      },
    },
    nodes: [2, 0, 1, 100, 1, 0, 3, 40, 0, 0, 5, 7, 1, 0, 7, 2],
  };
  expect(sumSizes(told)).toEqual({ all: 149, code: 42 });
});
