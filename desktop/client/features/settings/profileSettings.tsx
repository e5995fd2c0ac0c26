import { Check } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Me } from '../../../../shared/contracts/index.ts';
import { useApi, useSubmit } from '../../api/index.ts';
import { useMessages, useProblems } from '../../i18n/index.ts';
import { announce, Button, ErrorNotice, Form, TextField } from '../../ui/index.ts';
import { checkName } from '../account/index.ts';
import { settingsMessages } from './messages.ts';
import styles from './settings.module.css';
import { SettingLine } from './SettingLine.tsx';

export function NameSetting({ user }: { user: Me }) {
  const t = useMessages(settingsMessages);
  const api = useApi();
  const toProblem = useProblems();
  const [name, setName] = useState(user.displayName);
  const [isSaved, setIsSaved] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const problem = checkName(name);
  const isChanged = name.trim() !== user.displayName;

  const { isPending, error, handleSubmit } = useSubmit(() => {
    if (problem !== null || !isChanged) return false;
    return api.updateMe({ displayName: name }).then(() => {
      setIsSaved(true);
      announce(t('saved'));
      // The button that was pressed is about to go.
      input.current?.focus();
    });
  });

  return (
    <Form className={styles.form} onSubmit={handleSubmit}>
      <div className={styles.fieldLine}>
        <TextField
          label={t('name')}
          hint={t('nameHint')}
          autoComplete="name"
          inputRef={input}
          value={name}
          onChange={(value) => {
            setName(value);
            setIsSaved(false);
          }}
          error={problem ? t(problem) : undefined}
          trailing={
            isSaved && (
              <span className={styles.saved}>
                <Check size={16} strokeWidth={2} aria-hidden="true" />
                {t('saved')}
              </span>
            )
          }
        />
        {isChanged && (
          <Button type="submit" variant="primary" isPending={isPending}>
            {t('save')}
          </Button>
        )}
      </div>
      {error !== null && <ErrorNotice problem={toProblem(error)} />}
    </Form>
  );
}

export function EmailSetting({ email }: { email: string }) {
  const t = useMessages(settingsMessages);
  return (
    <SettingLine title={t('email')} hint={t('emailHint')}>
      <span className={styles.value}>{email}</span>
    </SettingLine>
  );
}
