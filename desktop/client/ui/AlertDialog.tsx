import { useState, type FormEvent, type ReactNode } from 'react';
import { useMessages } from '../i18n/index.ts';
import styles from './AlertDialog.module.css';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { ErrorNotice, type ShownProblem } from './ErrorNotice.tsx';
import { Form } from './Form.tsx';
import { TextField } from './TextField.tsx';
import { uiWords } from './words.ts';

export interface AlertDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  /** What will happen, and whether it can be undone. */
  children: ReactNode;
  confirmLabel: string;
  tone?: 'normal' | 'danger';
  /** For what cannot be undone: the text that must be typed before the button works. */
  textToType?: string;
  /** What failed at the last try. */
  problem?: ShownProblem | undefined;
  /** The dialog closes itself when this is fulfilled with true. */
  onConfirm: () => Promise<boolean> | boolean;
}

export function AlertDialog(props: AlertDialogProps) {
  return (
    <Dialog
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      title={props.title}
      size="small"
      role="alertdialog"
    >
      <AlertForm {...props} />
    </Dialog>
  );
}

/** A component of its own, so that what was typed is gone when the dialog opens again. */
function AlertForm({
  onOpenChange,
  children,
  confirmLabel,
  tone = 'normal',
  textToType,
  problem,
  onConfirm,
}: AlertDialogProps) {
  const t = useMessages(uiWords);
  const [typed, setTyped] = useState('');
  const [isPending, setIsPending] = useState(false);
  const isAllowed = textToType === undefined || typed.trim() === textToType;

  async function handleSubmit(event: FormEvent) {
    event.preventDefault();
    if (!isAllowed || isPending) return;
    setIsPending(true);
    try {
      if (await onConfirm()) onOpenChange(false);
    } finally {
      setIsPending(false);
    }
  }

  return (
    <Form onSubmit={(event) => void handleSubmit(event)} className={styles.form}>
      <div className={styles.words}>{children}</div>
      {textToType !== undefined && (
        <TextField
          label={t('typeToConfirm', { text: textToType })}
          value={typed}
          onChange={setTyped}
          autoFocus
          autoComplete="off"
          {...(typed !== '' && !isAllowed ? { hint: t('typeExactly') } : {})}
        />
      )}
      {problem && <ErrorNotice problem={problem} />}
      <div className={styles.buttons}>
        <Button
          onPress={() => {
            onOpenChange(false);
          }}
        >
          {t('cancel')}
        </Button>
        <Button
          type="submit"
          variant={tone === 'danger' ? 'danger' : 'primary'}
          isDisabled={!isAllowed}
          isPending={isPending}
        >
          {confirmLabel}
        </Button>
      </div>
    </Form>
  );
}
