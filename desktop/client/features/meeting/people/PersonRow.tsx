import { Ellipsis, Hand, Mic, MicOff, MonitorUp, Video, VideoOff } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { Participant } from '../../../../../shared/contracts/index.ts';
import { capacityOf } from '../../../../../shared/domain/permissions.ts';
import { useMessages } from '../../../i18n/index.ts';
import { Avatar, classNames, IconButton, VisuallyHidden } from '../../../ui/index.ts';
import { meetingMessages } from '../messages.ts';
import { PersonMenu } from './PersonMenu.tsx';
import styles from './PeoplePanel.module.css';

const ICON = { size: 18, strokeWidth: 1.5, 'aria-hidden': true } as const;

export interface PersonRowProps {
  person: Participant;
  isSelf: boolean;
  isActingHost: boolean;
}

export const PersonRow = memo(function PersonRow({ person, isSelf, isActingHost }: PersonRowProps) {
  const t = useMessages(meetingMessages);
  const { displayName } = person;
  const capacity = capacityOf(person.role, isActingHost);
  const isAway = person.presence === 'reconnecting';
  // Whose place somebody else takes is to be seen as well.
  const standing = [
    capacity === 'participant' ? null : t(`role.${capacity}`),
    isAway ? t('reconnecting') : null,
  ].filter((words) => words !== null);
  return (
    <li className={classNames(styles.row, isAway && styles.away)} data-participant-id={person.id}>
      <Avatar
        name={displayName}
        colourKey={person.userId ?? person.id}
        src={person.avatarUrl}
        size={32}
      />
      <span className={styles.who}>
        <span className={styles.name} dir="auto">
          {isSelf ? t('nameAndYou', { name: displayName }) : displayName}
        </span>
        {standing.length > 0 && <span className={styles.role}>{standing.join(' · ')}</span>}
      </span>
      <span className={styles.states}>
        {person.handRaisedAt !== null && (
          <State words={t('handRaised')} className={styles.hand}>
            <Hand {...ICON} />
          </State>
        )}
        {person.isSharing && (
          <State words={t('screenOf', { name: displayName })}>
            <MonitorUp {...ICON} />
          </State>
        )}
        <State words={person.isCameraOn ? '' : t('cameraOff')}>
          {person.isCameraOn ? <Video {...ICON} /> : <VideoOff {...ICON} />}
        </State>
        <State
          words={person.isMicOn ? t('micOn') : t('micOff')}
          className={person.isMicOn ? undefined : styles.off}
        >
          {person.isMicOn ? <Mic {...ICON} /> : <MicOff {...ICON} />}
        </State>
      </span>
      <PersonMenu
        participant={person}
        trigger={
          <IconButton
            label={t('actionsFor', { name: displayName })}
            icon={<Ellipsis size={20} strokeWidth={1.5} />}
            size="small"
          />
        }
      />
    </li>
  );
});

interface StateProps {
  words: string;
  className?: string | undefined;
  children: ReactNode;
}

function State({ words, className, children }: StateProps) {
  return (
    <span className={classNames(styles.state, className)} title={words}>
      {children}
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  );
}
