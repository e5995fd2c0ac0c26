import { describe, expect, it } from 'vitest';
import { uuid } from '../../../shared/contracts/index.ts';
import { randomId, toUuid } from './randomId.ts';

describe('randomId', () => {
  it('makes ids that the contracts accept', () => {
    expect(uuid.safeParse(randomId()).success).toBe(true);
  });

  it('makes a version 4 id of any sixteen bytes', () => {
    for (const fill of [0x00, 0x5a, 0xff]) {
      const id = toUuid(new Uint8Array(16).fill(fill));
      expect(uuid.safeParse(id).success).toBe(true);
      expect(id.charAt(14)).toBe('4');
      expect('89ab').toContain(id.charAt(19));
    }
  });
});
