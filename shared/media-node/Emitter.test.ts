import { expect, it } from 'vitest';
import { Emitter } from './Emitter.ts';

interface Events {
  counted: number;
}

it('a listener that throws is reported and the others hear all the same', () => {
  const errors: unknown[] = [];
  const heard: number[] = [];
  const emitter = new Emitter<Events>((error) => errors.push(error));
  emitter.on('counted', () => {
    throw new Error('deaf');
  });
  emitter.on('counted', (count) => heard.push(count));
  emitter.emit('counted', 1);
  expect(heard).toEqual([1]);
  expect(errors).toMatchObject([{ message: 'deaf' }]);
});

it('a listener that goes while it is called does not keep the next from hearing', () => {
  const emitter = new Emitter<Events>(() => undefined);
  const heard: string[] = [];
  const once = () => {
    heard.push('once');
    emitter.off('counted', once);
  };
  emitter.on('counted', once);
  emitter.on('counted', () => heard.push('always'));
  emitter.emit('counted', 1);
  emitter.emit('counted', 2);
  expect(heard).toEqual(['once', 'always', 'always']);
});
