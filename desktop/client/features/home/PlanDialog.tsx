import { useState } from 'react';
import type { Meeting } from '../../../../shared/contracts/index.ts';
import { useApi, useSubmit } from '../../api/index.ts';
import { useMessages, useProblems } from '../../i18n/index.ts';
import { Button, Dialog, ErrorNotice, Form, showToast } from '../../ui/index.ts';
import styles from './home.module.css';
import { homeMessages } from './messages.ts';
import { checkDraft, draftOf, newDraft, toBody } from './planDraft.ts';
import { PlanFields } from './PlanFields.tsx';
import { useCopyLink } from './useCopyLink.ts';

const FORM_ID = 'plan';

export interface PlanDialogProps {
  /** null: schedule a new one. */
  meeting: Meeting | null;
  onClose: () => void;
  onSaved: () => void;
}

export function PlanDialog({ meeting, onClose, onSaved }: PlanDialogProps) {
  const t = useMessages(homeMessages);
  const api = useApi();
  const toProblem = useProblems();
  const copyLink = useCopyLink();
  const [draft, setDraft] = useState(() => (meeting ? draftOf(meeting) : newDraft(new Date())));
  const [wasTried, setWasTried] = useState(false);
  const problems = wasTried ? checkDraft(draft, meeting, new Date()) : {};

  async function save() {
    const body = toBody(draft);
    if (meeting) {
      await api.call('updateMeeting', { params: { code: meeting.code }, body });
      showToast({ tone: 'success', title: t('saved', { title: body.title }) });
    } else {
      const { code, title } = await api.call('createMeeting', { body });
      const action = {
        label: t('copyLink'),
        onAction: () => {
          copyLink(code);
        },
      };
      const words = { title: t('scheduled', { title }), description: t('scheduledWords') };
      showToast({ tone: 'success', ...words, action });
    }
    onSaved();
    onClose();
  }

  const { isPending, error, handleSubmit } = useSubmit(() => {
    setWasTried(true);
    if (Object.keys(checkDraft(draft, meeting, new Date())).length > 0) return false;
    return save();
  });

  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={meeting ? t('editTitle') : t('scheduleTitle')}
      footer={
        <Button type="submit" form={FORM_ID} variant="primary" isPending={isPending}>
          {meeting ? t('save') : t('scheduleAction')}
        </Button>
      }
    >
      <Form id={FORM_ID} className={styles.plan} onSubmit={handleSubmit}>
        <PlanFields draft={draft} onChange={setDraft} problems={problems} />
        {error !== null && <ErrorNotice problem={toProblem(error)} />}
      </Form>
    </Dialog>
  );
}
