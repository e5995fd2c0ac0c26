import { useState } from 'react';
import { AppError } from '../../../../shared/errors.ts';
import { useApi, useSubmit } from '../../api/index.ts';
import { useMessages, useProblems } from '../../i18n/index.ts';
import { Button, Dialog, ErrorNotice, Form, showToast } from '../../ui/index.ts';
import { checkNewPassword, PasswordField } from '../account/index.ts';
import { settingsMessages } from './messages.ts';
import styles from './settings.module.css';
import { SettingLine } from './SettingLine.tsx';

const FORM_ID = 'change-password';

export function PasswordSetting() {
  const t = useMessages(settingsMessages);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <SettingLine title={t('password')} hint={t('passwordHint')}>
      <Button
        onPress={() => {
          setIsOpen(true);
        }}
      >
        {t('changePassword')}
      </Button>
      {isOpen && (
        <PasswordDialog
          onClose={() => {
            setIsOpen(false);
          }}
        />
      )}
    </SettingLine>
  );
}

function PasswordDialog({ onClose }: { onClose: () => void }) {
  const t = useMessages(settingsMessages);
  const api = useApi();
  const toProblem = useProblems();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [wasTried, setWasTried] = useState(false);
  const problem = checkNewPassword(next);

  const { isPending, error, handleSubmit } = useSubmit(() => {
    setWasTried(true);
    if (current === '' || problem !== null) return false;
    return api.changePassword({ currentPassword: current, newPassword: next }).then(() => {
      showToast({ tone: 'success', title: t('passwordChanged') });
      onClose();
    });
  });
  const isWrong = error instanceof AppError && error.code === 'invalid_credentials';

  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      size="small"
      title={t('changePassword')}
      footer={
        <Button type="submit" form={FORM_ID} variant="primary" isPending={isPending}>
          {t('changePassword')}
        </Button>
      }
    >
      <Form id={FORM_ID} className={styles.form} onSubmit={handleSubmit}>
        <PasswordField
          label={t('currentPassword')}
          autoComplete="current-password"
          autoFocus
          value={current}
          onChange={setCurrent}
          error={currentProblem()}
        />
        <PasswordField
          label={t('newPassword')}
          hint={t('newPasswordHint')}
          autoComplete="new-password"
          value={next}
          onChange={setNext}
          error={wasTried && problem ? t(problem) : undefined}
        />
        {error !== null && !isWrong && <ErrorNotice problem={toProblem(error)} />}
      </Form>
    </Dialog>
  );

  function currentProblem(): string | undefined {
    if (wasTried && current === '') return t('passwordMissing');
    return isWrong ? t('passwordWrong') : undefined;
  }
}
