import { useState } from 'react';
import type { AdminUser } from '../../../../shared/contracts/index.ts';
import { useApi } from '../../api/index.ts';
import { useMessages, useProblems } from '../../i18n/index.ts';
import { AlertDialog, showToast, TextArea } from '../../ui/index.ts';
import { adminMessages } from './messages.ts';

/** What is asked about an account right now. */
export interface UserQuestion {
  kind: 'ban' | 'unban' | 'makeAdmin' | 'makeMember';
  user: AdminUser;
}

export interface UserDialogsProps {
  question: UserQuestion | null;
  onClose: () => void;
  onChanged: () => void;
}

export function UserDialogs({ question, onClose, onChanged }: UserDialogsProps) {
  if (!question) return null;
  return <UserDialog {...question} onClose={onClose} onChanged={onChanged} />;
}

function UserDialog({
  kind,
  user,
  onClose,
  onChanged,
}: UserQuestion & Pick<UserDialogsProps, 'onClose' | 'onChanged'>) {
  const t = useMessages(adminMessages);
  const api = useApi();
  const toProblem = useProblems();
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const name = user.displayName;
  const params = { userId: user.id };

  const work = {
    ban: () =>
      api.call('banUser', { params, body: reason.trim() ? { reason: reason.trim() } : {} }),
    unban: () => api.call('unbanUser', { params }),
    makeAdmin: () => api.call('setUserRole', { params, body: { role: 'admin' } }),
    makeMember: () => api.call('setUserRole', { params, body: { role: 'member' } }),
  }[kind];

  async function confirm() {
    setFailure(null);
    try {
      await work();
    } catch (error) {
      setFailure(error);
      return false;
    }
    showToast({ tone: 'success', title: t(`${kind}Done`, { name }) });
    onChanged();
    return true;
  }

  return (
    <AlertDialog
      isOpen
      onOpenChange={onClose}
      title={t(`${kind}Title`, { name })}
      confirmLabel={t(kind)}
      tone={kind === 'ban' ? 'danger' : 'normal'}
      problem={failure === null ? undefined : toProblem(failure)}
      onConfirm={confirm}
    >
      <p>{t(`${kind}Words`)}</p>
      {kind === 'ban' && (
        <TextArea
          label={t('banReason')}
          note={t('optional')}
          hint={t('banReasonHint')}
          maxLength={500}
          rows={2}
          value={reason}
          onChange={setReason}
        />
      )}
    </AlertDialog>
  );
}
