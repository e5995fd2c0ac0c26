import { useEffect, useRef, type ReactNode, type SyntheticEvent } from 'react';

export interface FormProps {
  onSubmit: (event: SyntheticEvent<HTMLFormElement>) => void;
  children: ReactNode;
  className?: string | undefined;
  id?: string | undefined;
}

/**
 * A form whose fields say themselves what is wrong. Sent, the focus goes to the first field that is marked
 * wrong, also when only the server finds that out; whoever types meanwhile is left alone.
 */
export function Form({ onSubmit, children, className, id }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const isAwaited = useRef(false);
  useEffect(() => {
    if (!isAwaited.current) return;
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid=true]');
    if (!wrong) return;
    isAwaited.current = false;
    wrong.focus();
  });
  return (
    <form
      ref={form}
      noValidate
      id={id}
      className={className}
      onInput={() => {
        isAwaited.current = false;
      }}
      onSubmit={(event) => {
        isAwaited.current = true;
        onSubmit(event);
      }}
    >
      {children}
    </form>
  );
}
