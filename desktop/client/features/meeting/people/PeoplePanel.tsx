import { Link2, MicOff } from 'lucide-react';
import { useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { i18n, useMessages } from '../../../i18n/index.ts';
import { AlertDialog, Button, SearchField, Switch } from '../../../ui/index.ts';
import { useCommands, useMeetingState } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import { useCopyLink } from '../notices/useCopyLink.ts';
import { selectMay, selectPeople } from '../view/selectors.ts';
import { filterPeople, orderPeople } from './peopleOrder.ts';
import { PersonRow } from './PersonRow.tsx';
import styles from './PeoplePanel.module.css';

const SEARCH_FROM = 11;
/** A list of more rows is not read but searched, and costs time at every change of the roster. */
const MOST_ROWS = 100;
const selectMayLock = selectMay('meeting:setLocked');
const selectMayMuteAll = selectMay('meeting:muteAll');

export function PeoplePanel() {
  const t = useMessages(meetingMessages);
  const [search, setSearch] = useState('');
  const people = useMeetingState(useShallow(selectPeople));
  const selfId = useMeetingState((state) => state.selfId);
  const actingHostId = useMeetingState((state) => state.actingHostId);
  const found = orderPeople(filterPeople(people, search), selfId, i18n.language);
  const shown = found.slice(0, MOST_ROWS);
  const copyLink = useCopyLink();

  return (
    <div className={styles.people}>
      <div className={styles.top}>
        {people.length >= SEARCH_FROM && (
          <SearchField label={t('searchPeople')} value={search} onChange={setSearch} />
        )}
        <HostControls />
        <Button
          size="small"
          icon={<Link2 size={18} strokeWidth={1.5} aria-hidden="true" />}
          isFullWidth
          onPress={copyLink}
        >
          {t('copyLink')}
        </Button>
      </div>
      <div className={styles.scroller}>
        <ul aria-label={t('people')} className={styles.list}>
          {shown.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              isSelf={person.id === selfId}
              isActingHost={person.id === actingHostId}
            />
          ))}
        </ul>
        {found.length === 0 && <p className={styles.note}>{t('nobodyFound')}</p>}
        {found.length > shown.length && (
          <p className={styles.note}>{t('notAllShown', { count: found.length - shown.length })}</p>
        )}
      </div>
    </div>
  );
}

function HostControls() {
  const t = useMessages(meetingMessages);
  const commands = useCommands();
  const mayLock = useMeetingState(selectMayLock);
  const mayMuteAll = useMeetingState(selectMayMuteAll);
  const isLocked = useMeetingState(({ meeting }) => meeting?.isLocked ?? false);
  const [isMuting, setIsMuting] = useState(false);
  if (!mayLock && !mayMuteAll) return null;
  return (
    <>
      {mayLock && (
        <Switch
          label={t('lock')}
          hint={t('lockHint')}
          isSelected={isLocked}
          onChange={(isOn) => void commands.setLocked(isOn)}
        />
      )}
      {mayMuteAll && (
        <Button
          size="small"
          icon={<MicOff size={18} strokeWidth={1.5} aria-hidden="true" />}
          isFullWidth
          onPress={() => setIsMuting(true)}
        >
          {t('muteAll')}
        </Button>
      )}
      <AlertDialog
        isOpen={isMuting}
        onOpenChange={setIsMuting}
        title={t('muteAllTitle')}
        confirmLabel={t('muteAll')}
        onConfirm={async () => {
          await commands.muteAll();
          return true;
        }}
      >
        {t('muteAllConfirm')}
      </AlertDialog>
    </>
  );
}
