import { describe, expect, it } from 'vitest';
import { readChoices, writeChoices } from './rememberedChoices.ts';

function createStorage(initial: Record<string, string> = {}) {
  const values = new Map(Object.entries(initial));
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  };
}

describe('remembered choices', () => {
  it('start with microphone and camera on', () => {
    expect(readChoices(createStorage())).toEqual({
      isMicOn: true,
      isCameraOn: true,
      guestName: '',
    });
  });

  it('come back as they were', () => {
    const storage = createStorage();
    const choices = { isMicOn: false, isCameraOn: true, guestName: 'Ana' };
    writeChoices(storage, choices);
    expect(readChoices(storage)).toEqual(choices);
  });

  it('survive storage that is forbidden, full or filled by somebody else', () => {
    const forbidden = {
      getItem: () => {
        throw new DOMException('denied', 'SecurityError');
      },
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    expect(readChoices(forbidden).isMicOn).toBe(true);
    expect(() => writeChoices(forbidden, readChoices(null))).not.toThrow();
    expect(readChoices(createStorage({ 'parley.lobby': '{"isMicOn":1' })).guestName).toBe('');
    expect(readChoices(createStorage({ 'parley.lobby': '{"isMicOn":1}' })).isMicOn).toBe(true);
  });
});
