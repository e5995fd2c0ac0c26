import { useMessages } from '../../i18n/index.ts';
import { NumberField, Switch, TextArea, TextField } from '../../ui/index.ts';
import styles from './home.module.css';
import { homeMessages } from './messages.ts';
import type { PlanDraft, PlanProblems } from './planDraft.ts';
import { endsNextDay, moveStart } from './planTimes.ts';

const SMALLEST_MEETING = 2;
/** As in shared/contracts/meetings.ts. */
const LARGEST_MEETING = 1000;

export interface PlanFieldsProps {
  draft: PlanDraft;
  onChange: (draft: PlanDraft) => void;
  problems: PlanProblems;
}

export function PlanFields({ draft, onChange, problems }: PlanFieldsProps) {
  const t = useMessages(homeMessages);
  const change = (part: Partial<PlanDraft>) => {
    onChange({ ...draft, ...part });
  };
  return (
    <>
      <TextField
        label={t('fieldTitle')}
        placeholder={t('fieldTitlePlaceholder')}
        autoFocus
        autoComplete="off"
        value={draft.title}
        onChange={(title) => {
          change({ title });
        }}
        error={problems.title && t(problems.title)}
      />
      <TimeFields draft={draft} onChange={onChange} problems={problems} />
      <TextArea
        label={t('description')}
        note={t('optional')}
        hint={t('descriptionHint')}
        maxLength={4000}
        value={draft.description}
        onChange={(description) => {
          change({ description });
        }}
      />
      <JoinFields draft={draft} onChange={onChange} problems={problems} />
    </>
  );
}

function TimeFields({ draft, onChange, problems }: PlanFieldsProps) {
  const t = useMessages(homeMessages);
  return (
    <div className={styles.times}>
      <TextField
        label={t('date')}
        type="date"
        value={draft.day}
        onChange={(day) => {
          onChange({ ...draft, day });
        }}
        error={problems.time && t(problems.time)}
      />
      <TextField
        label={t('from')}
        type="time"
        value={draft.from}
        onChange={(from) => {
          onChange({ ...draft, ...moveStart(draft, from) });
        }}
      />
      <TextField
        label={t('to')}
        type="time"
        value={draft.to}
        hint={endsNextDay(draft) ? t('endsNextDay') : undefined}
        onChange={(to) => {
          onChange({ ...draft, to });
        }}
      />
    </div>
  );
}

function JoinFields({ draft, onChange, problems }: PlanFieldsProps) {
  const t = useMessages(homeMessages);
  const change = (part: Partial<PlanDraft>) => {
    onChange({ ...draft, ...part });
  };
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{t('moreOptions')}</legend>
      <Switch
        label={t('guests')}
        hint={t('guestsHint')}
        isSelected={draft.guestsAllowed}
        onChange={(guestsAllowed) => {
          change({ guestsAllowed });
        }}
      />
      <div className={styles.pair}>
        <TextField
          label={t('passcode')}
          note={t('optional')}
          hint={t('passcodeHint')}
          autoComplete="off"
          value={draft.passcode}
          onChange={(passcode) => {
            change({ passcode });
          }}
          error={problems.passcode && t(problems.passcode)}
        />
        <NumberField
          label={t('limit')}
          note={t('optional')}
          hint={t('limitHint')}
          minValue={SMALLEST_MEETING}
          maxValue={LARGEST_MEETING}
          value={draft.maxParticipants}
          onChange={(maxParticipants) => {
            change({ maxParticipants });
          }}
        />
      </div>
    </fieldset>
  );
}
