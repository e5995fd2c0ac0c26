import { useState } from 'react';
import type { Meeting } from '../../../../shared/contracts/index.ts';
import { useApi } from '../../api/index.ts';
import { useMessages, useProblems } from '../../i18n/index.ts';
import { AlertDialog, showToast } from '../../ui/index.ts';
import { homeMessages } from './messages.ts';
import { PlanDialog } from './PlanDialog.tsx';

/** What is asked about a meeting right now. */
export type MeetingQuestion = (
  | { kind: 'schedule' }
  | { kind: 'edit'; meeting: Meeting }
  | { kind: 'end'; meeting: Meeting }
  | { kind: 'delete'; meeting: Meeting }
) & {
  /** Loads the list that asked; the list of what is to come is loaded again in any case. */
  onDone?: () => void;
};

export interface MeetingDialogsProps {
  question: MeetingQuestion | null;
  onClose: () => void;
  onChanged: () => void;
}

export function MeetingDialogs({ question, onClose, onChanged }: MeetingDialogsProps) {
  if (!question) return null;
  const changed = () => {
    question.onDone?.();
    onChanged();
  };
  switch (question.kind) {
    case 'schedule':
      return <PlanDialog meeting={null} onClose={onClose} onSaved={changed} />;
    case 'edit':
      return <PlanDialog meeting={question.meeting} onClose={onClose} onSaved={changed} />;
    case 'end':
      return <EndDialog meeting={question.meeting} onClose={onClose} onDone={changed} />;
    case 'delete':
      return <DeleteDialog meeting={question.meeting} onClose={onClose} onDone={changed} />;
  }
}

interface AnswerProps {
  meeting: Meeting;
  onClose: () => void;
  onDone: () => void;
}

function EndDialog({ meeting, onClose, onDone }: AnswerProps) {
  const t = useMessages(homeMessages);
  const api = useApi();
  const { title, code } = meeting;
  const { error, run } = useAnswer(
    () => api.call('endMeeting', { params: { code } }),
    t('ended', { title }),
    onDone,
  );
  return (
    <AlertDialog
      isOpen
      onOpenChange={onClose}
      title={t('endTitle', { title })}
      confirmLabel={t('end')}
      tone="danger"
      problem={error}
      onConfirm={run}
    >
      <p>{t('endWords')}</p>
    </AlertDialog>
  );
}

function DeleteDialog({ meeting, onClose, onDone }: AnswerProps) {
  const t = useMessages(homeMessages);
  const api = useApi();
  const { title, code } = meeting;
  const { error, run } = useAnswer(
    () => api.call('deleteMeeting', { params: { code } }),
    t('removed', { title }),
    onDone,
  );
  return (
    <AlertDialog
      isOpen
      onOpenChange={onClose}
      title={t('removeTitle', { title })}
      confirmLabel={t('remove')}
      tone="danger"
      textToType={title}
      problem={error}
      onConfirm={run}
    >
      <p>{t('removeWords')}</p>
    </AlertDialog>
  );
}

/** Runs what was confirmed; a failure stays in the dialog, a success is told in a toast. */
function useAnswer(work: () => Promise<unknown>, told: string, onDone: () => void) {
  const toProblem = useProblems();
  const [failure, setFailure] = useState<unknown>(null);
  return {
    error: failure === null ? undefined : toProblem(failure),
    run: async () => {
      setFailure(null);
      try {
        await work();
      } catch (error) {
        setFailure(error);
        return false;
      }
      showToast({ tone: 'success', title: told });
      onDone();
      return true;
    },
  };
}
