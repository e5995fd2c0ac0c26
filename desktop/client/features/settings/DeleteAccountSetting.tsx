import { useState } from 'react';
import { AppError } from '../../../../shared/errors.ts';
import { useApi } from '../../api/index.ts';
import { useMessages, useProblems } from '../../i18n/index.ts';
import { AlertDialog, Button } from '../../ui/index.ts';
import { PasswordField } from '../account/index.ts';
import { settingsMessages } from './messages.ts';
import { SettingLine } from './SettingLine.tsx';

export function DeleteAccountSetting({ email }: { email: string }) {
  const t = useMessages(settingsMessages);
  const api = useApi();
  const toProblem = useProblems();
  const [isOpen, setIsOpen] = useState(false);
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const isWrong = failure instanceof AppError && failure.code === 'invalid_credentials';

  async function deleteAccount() {
    setFailure(null);
    try {
      await api.deleteAccount(password);
      return true;
    } catch (error) {
      setFailure(error);
      return false;
    }
  }

  return (
    <SettingLine title={t('deleteAccount')} hint={t('deleteAccountHint')}>
      <Button
        variant="dangerQuiet"
        onPress={() => {
          setPassword('');
          setFailure(null);
          setIsOpen(true);
        }}
      >
        {t('deleteAction')}
      </Button>
      <AlertDialog
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        title={t('deleteTitle')}
        confirmLabel={t('deleteAction')}
        tone="danger"
        textToType={email}
        problem={failure === null || isWrong ? undefined : toProblem(failure)}
        onConfirm={deleteAccount}
      >
        <p>{t('deleteWords')}</p>
        <PasswordField
          label={t('deletePassword')}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          error={isWrong ? t('passwordWrong') : undefined}
        />
      </AlertDialog>
    </SettingLine>
  );
}
