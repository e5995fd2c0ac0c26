import { KeyRound, UserRound } from 'lucide-react';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useMessages } from '../../i18n/index.ts';
import { Button, Form, TextField, useDelay } from '../../ui/index.ts';
import type { Refusal } from './door.ts';
import { checkName, passcodeProblem, type NameProblem } from './joinForm.ts';
import { lobbyMessages } from './messages.ts';
import { useCountdown } from './useCountdown.ts';
import styles from './Lobby.module.css';

const ICON = { size: 20, strokeWidth: 1.5, 'aria-hidden': true } as const;
/** When the server asks for a pause without saying how long. */
const DEFAULT_PAUSE_S = 30;

export interface JoinFormProps {
  name: string;
  onNameChange: (name: string) => void;
  isPasscodeRequired: boolean;
  refusal: Refusal | null;
  isJoining: boolean;
  onJoin: (choice: { displayName: string; passcode?: string }) => void;
  onCancel: () => void;
}

/** Enter joins: the focus is on the first thing that is missing, else on Join itself. */
export function JoinForm({
  name,
  onNameChange,
  isPasscodeRequired,
  refusal,
  isJoining,
  onJoin,
  onCancel,
}: JoinFormProps) {
  const t = useMessages(lobbyMessages);
  const [passcode, setPasscode] = useState('');
  const [nameProblem, setNameProblem] = useState<NameProblem | null>(null);
  const passcodeInput = useRef<HTMLInputElement>(null);
  const problem = passcodeProblem(refusal);
  const asksPasscode = isPasscodeRequired || problem !== null;
  const pause = useCountdown(
    problem === 'passcodeRateLimited' ? (refusal?.retryAfterSeconds ?? DEFAULT_PAUSE_S) : 0,
  );
  const passcodeError =
    problem === 'passcodeRateLimited'
      ? pause > 0
        ? t(problem, { count: pause })
        : undefined
      : problem === null
        ? undefined
        : t(problem);
  const [focusesFirst] = useState({ name: name === '', passcode: isPasscodeRequired });

  useEffect(() => {
    if (problem !== null) passcodeInput.current?.select();
  }, [problem, refusal]);

  function handleSubmit(event: FormEvent) {
    event.preventDefault();
    if (isJoining || pause > 0) return;
    const checked = checkName(name);
    setNameProblem(checked.kind === 'bad' ? checked.problem : null);
    if (checked.kind === 'bad') return;
    onJoin({
      displayName: checked.name,
      ...(asksPasscode && passcode.trim() !== '' ? { passcode: passcode.trim() } : {}),
    });
  }

  return (
    <Form className={styles.form} onSubmit={handleSubmit}>
      <TextField
        label={t('yourName')}
        icon={<UserRound {...ICON} />}
        size="large"
        value={name}
        onChange={(typed) => {
          setNameProblem(null);
          onNameChange(typed);
        }}
        error={nameProblem === null ? undefined : t(nameProblem)}
        autoFocus={focusesFirst.name}
        autoComplete="name"
        isRequired
      />
      {asksPasscode && (
        <TextField
          label={t('passcode')}
          icon={<KeyRound {...ICON} />}
          size="large"
          value={passcode}
          onChange={setPasscode}
          hint={t('passcodeHint')}
          error={passcodeError}
          autoFocus={!focusesFirst.name && focusesFirst.passcode}
          autoComplete="off"
          inputRef={passcodeInput}
        />
      )}
      <Button
        type="submit"
        variant="primary"
        size="large"
        isFullWidth
        isPending={isJoining}
        isDisabled={pause > 0}
        autoFocus={!focusesFirst.name && !focusesFirst.passcode}
      >
        {t('join')}
      </Button>
      {isJoining && <Joining onCancel={onCancel} />}
    </Form>
  );
}

/** A wait that says what it waits for and can be left. */
function Joining({ onCancel }: { onCancel: () => void }) {
  const t = useMessages(lobbyMessages);
  const isShown = useDelay(1500);
  const isSlow = useDelay(5000);
  if (!isShown) return null;
  return (
    <div className={styles.joining} role="status">
      {isSlow && <p>{t('joiningSlow')}</p>}
      <Button variant="quiet" onPress={onCancel}>
        {t('cancel')}
      </Button>
    </div>
  );
}
