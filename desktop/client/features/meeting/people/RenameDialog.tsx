import { useState, type FormEvent } from 'react';
import { displayName } from '../../../../../shared/contracts/index.ts';
import { useMessages } from '../../../i18n/index.ts';
import { Button, Dialog, Form, TextField } from '../../../ui/index.ts';
import { useCommands } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import styles from './PeoplePanel.module.css';

export interface RenameDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  currentName: string;
}

/** Another name for oneself, in this meeting only. */
export function RenameDialog({ isOpen, onOpenChange, currentName }: RenameDialogProps) {
  const t = useMessages(meetingMessages);
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title={t('rename')} size="small">
      <RenameForm currentName={currentName} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

/** A component of its own, so that it begins with the current name whenever the dialog opens. */
function RenameForm({ currentName, onDone }: { currentName: string; onDone: () => void }) {
  const t = useMessages(meetingMessages);
  const commands = useCommands();
  const [name, setName] = useState(currentName);
  const [isWrong, setIsWrong] = useState(false);

  function handleSubmit(event: FormEvent) {
    event.preventDefault();
    const checked = displayName.safeParse(name);
    setIsWrong(!checked.success);
    if (!checked.success) return;
    void commands.rename(checked.data);
    onDone();
  }

  return (
    <Form className={styles.rename} onSubmit={handleSubmit}>
      <TextField
        label={t('yourName')}
        value={name}
        onChange={setName}
        error={isWrong ? t('nameProblem') : undefined}
        autoComplete="name"
        autoFocus
      />
      <Button type="submit" variant="primary" isFullWidth>
        {t('save')}
      </Button>
    </Form>
  );
}
