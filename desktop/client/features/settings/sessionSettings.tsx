import { useState } from 'react';
import { useApi } from '../../api/index.ts';
import { useMessages, useProblems } from '../../i18n/index.ts';
import { AlertDialog, Button } from '../../ui/index.ts';
import { settingsMessages } from './messages.ts';
import { SettingLine } from './SettingLine.tsx';

export function SignOutSetting() {
  const t = useMessages(settingsMessages);
  const api = useApi();
  const [isPending, setIsPending] = useState(false);
  return (
    <SettingLine title={t('signOut')} hint={t('signOutHint')}>
      <Button
        isPending={isPending}
        onPress={() => {
          setIsPending(true);
          void api.signOut();
        }}
      >
        {t('signOutAction')}
      </Button>
    </SettingLine>
  );
}

export function SignOutEverywhereSetting() {
  const t = useMessages(settingsMessages);
  const api = useApi();
  const toProblem = useProblems();
  const [isOpen, setIsOpen] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  async function signOut() {
    setFailure(null);
    try {
      await api.signOutEverywhere();
      return true;
    } catch (error) {
      setFailure(error);
      return false;
    }
  }

  return (
    <SettingLine title={t('signOutAll')} hint={t('signOutAllHint')}>
      <Button
        variant="dangerQuiet"
        onPress={() => {
          setIsOpen(true);
        }}
      >
        {t('signOutAll')}
      </Button>
      <AlertDialog
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        title={t('signOutAllTitle')}
        confirmLabel={t('signOutAll')}
        tone="danger"
        problem={failure === null ? undefined : toProblem(failure)}
        onConfirm={signOut}
      >
        <p>{t('signOutAllWords')}</p>
      </AlertDialog>
    </SettingLine>
  );
}

export function ServerSetting({ url, onChange }: { url: string; onChange: () => void }) {
  const t = useMessages(settingsMessages);
  return (
    <SettingLine title={t('server')} hint={t('serverHint', { url })}>
      <Button onPress={onChange}>{t('serverAction')}</Button>
    </SettingLine>
  );
}
