import { useCallback, useEffect, useState } from 'react';

export type Load<T> =
  | { kind: 'loading' }
  | { kind: 'failed'; error: unknown }
  /** `isStale`: a newer answer is on its way, this one stays readable meanwhile. */
  | { kind: 'loaded'; data: T; isStale: boolean };

type Outcome<T> = { kind: 'failed'; error: unknown } | { kind: 'loaded'; data: T };

/** What came back, and of which question it is the answer. */
interface Answer<T> {
  load: () => Promise<T>;
  turn: number;
  outcome: Outcome<T>;
}

/**
 * Loads when mounted and whenever `load` is another function (wrap it in useCallback).
 * @returns the state and a function that loads again, keeping what is shown until the answer is there
 */
export function useLoad<T>(load: () => Promise<T>): [Load<T>, reload: () => void] {
  const [answer, setAnswer] = useState<Answer<T> | null>(null);
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    let isCurrent = true;
    const settle = (outcome: Outcome<T>) => {
      if (isCurrent) setAnswer({ load, turn, outcome });
    };
    load().then(
      (data) => {
        settle({ kind: 'loaded', data });
      },
      (error: unknown) => {
        settle({ kind: 'failed', error });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [load, turn]);

  const reload = useCallback(() => {
    setTurn((before) => before + 1);
  }, []);
  return [toLoad(answer, answer?.load === load && answer.turn === turn), reload];
}

function toLoad<T>(answer: Answer<T> | null, isCurrent: boolean): Load<T> {
  if (answer?.outcome.kind === 'loaded') return { ...answer.outcome, isStale: !isCurrent };
  return answer && isCurrent ? answer.outcome : { kind: 'loading' };
}
