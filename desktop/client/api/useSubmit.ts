import { useState, type FormEvent } from 'react';
import { AppError } from '../../../shared/errors.ts';

export interface Submission {
  isPending: boolean;
  /** What the last try ended with, if it failed. */
  error: unknown;
  /** Field name -> what the server says about it. */
  fieldErrors: Readonly<Record<string, string>>;
  handleSubmit: (event: FormEvent) => void;
}

/** One try at a time; the outcome of the last one stays until the next. `work` returns false to not send. */
export function useSubmit(work: () => Promise<void> | false): Submission {
  const [isPending, setIsPending] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function submit() {
    const running = work();
    if (running === false) return;
    setIsPending(true);
    setError(null);
    try {
      await running;
    } catch (failure) {
      setError(failure);
    } finally {
      setIsPending(false);
    }
  }

  return {
    isPending,
    error,
    fieldErrors: (error instanceof AppError && error.fields) || {},
    handleSubmit(event) {
      event.preventDefault();
      if (!isPending) void submit();
    },
  };
}
