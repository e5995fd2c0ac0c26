import { describe, expect, test } from 'vitest';
import { chooseActingHost, HOST_AWAY_MS, type SeatedPerson } from './actingHost.ts';
import type { Role } from './permissions.ts';

const LEFT_AT = 50_000;
const DUE = LEFT_AT + HOST_AWAY_MS;

const seated = (
  id: string,
  role: Role,
  joinedAt: number,
  awaySince: number | null = null,
): SeatedPerson => ({ id, role, joinedAt, awaySince });

const choose = (people: SeatedPerson[], now = DUE, hostAwaySince: number | null = LEFT_AT) =>
  chooseActingHost({ people, hostAwaySince, now });

const guest = seated('guest', 'guest', 1);
const early = seated('early', 'participant', 2);
const late = seated('late', 'participant', 3);
const cohost = seated('cohost', 'cohost', 4);

describe('[H1] somebody acts as host', () => {
  test('not while the host is here, nor where none ever was', () => {
    expect(choose([early], DUE, null)).toEqual({ actingHostId: null, checkAt: null });
  });

  test('not before the host has been away for a while, and it is known when that is', () => {
    expect(choose([early], DUE - 1)).toEqual({ actingHostId: null, checkAt: DUE });
    expect(choose([early], DUE).actingHostId).toBe('early');
  });

  test('a co-host before any member, of several the one who joined first', () => {
    const second = seated('second', 'cohost', 9);
    expect(choose([early, second, cohost]).actingHostId).toBe('cohost');
  });

  test('else the member who joined first', () => {
    expect(choose([late, guest, early]).actingHostId).toBe('early');
  });

  test('never a guest', () => {
    expect(choose([guest])).toEqual({ actingHostId: null, checkAt: null });
  });

  test('who joined in the same moment is told apart by id, whatever the order', () => {
    const [a, b] = [seated('a', 'participant', 5), seated('b', 'participant', 5)];
    expect(choose([b, a]).actingHostId).toBe('a');
    expect(choose([a, b]).actingHostId).toBe('a');
  });

  test('whoever is briefly away keeps the turn, and loses it as the host did', () => {
    const away = { ...early, awaySince: DUE };
    expect(choose([away, late], DUE + 1)).toEqual({
      actingHostId: 'early',
      checkAt: DUE + HOST_AWAY_MS,
    });
    expect(choose([away, late], DUE + HOST_AWAY_MS)).toEqual({
      actingHostId: 'late',
      checkAt: null,
    });
  });
});
