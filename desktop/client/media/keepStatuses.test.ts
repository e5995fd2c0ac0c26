import { expect, it } from 'vitest';
import { keepStatuses } from './keepStatuses.ts';

function setUp(answer: () => Promise<PermissionStatus>) {
  const asked: string[] = [];
  const kept = keepStatuses({
    query: ({ name }) => {
      asked.push(name);
      return answer();
    },
  });
  return { asked, kept };
}

it('leaves one status of each permission in the page, however often devices are opened', async () => {
  const status = { state: 'prompt' } as PermissionStatus;
  const { asked, kept } = setUp(() => Promise.resolve(status));
  for (const name of ['camera', 'microphone', 'camera', 'microphone'] as const) {
    expect(await kept.query({ name })).toBe(status);
  }
  expect(asked).toEqual(['camera', 'microphone']);
});

it('asks again where the browser could not tell', async () => {
  const { asked, kept } = setUp(() => Promise.reject(new TypeError('unknown name')));
  await expect(kept.query({ name: 'camera' })).rejects.toThrow(TypeError);
  await expect(kept.query({ name: 'camera' })).rejects.toThrow(TypeError);
  expect(asked).toHaveLength(2);
});
