import { useMessages } from '../../../i18n/index.ts';
import { Dialog } from '../../../ui/index.ts';
import { useMeeting, useViewState } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import { keysOf, type ShortcutAction } from './shortcuts.ts';
import { isMac } from './useShortcutKeys.ts';
import styles from './ShortcutHelp.module.css';

export function ShortcutHelp() {
  const t = useMessages(meetingMessages);
  const { view } = useMeeting();
  const isOpen = useViewState(({ isHelpOpen }) => isHelpOpen);
  const words: readonly (readonly [ShortcutAction, string])[] = [
    ['toggleMic', `${t('mute')} / ${t('unmute')}`],
    ['toggleCamera', `${t('turnCameraOn')} / ${t('turnCameraOff')}`],
    ['toggleHand', `${t('raiseHand')} / ${t('lowerHand')}`],
    ['toggleShare', `${t('shareScreen')} / ${t('stopSharing')}`],
    ['toggleChat', t('chat')],
    ['togglePeople', t('people')],
    ['toggleView', `${t('gridView')} / ${t('speakerView')}`],
    ['toggleFullScreen', t('fullScreen')],
    ['showHelp', t('shortcuts')],
  ];
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(isOpening) => view.setHelpOpen(isOpening)}
      title={t('shortcuts')}
      isDismissable
    >
      <dl className={styles.list}>
        <Row words={t('pushToTalk')} keys={[[t('spaceKey')]]} />
        {words.map(([action, text]) => (
          <Row key={action} words={text} keys={keysOf(action, isMac())} />
        ))}
        <Row words={t('closePanel')} keys={[['Esc']]} />
      </dl>
    </Dialog>
  );
}

function Row({ words, keys }: { words: string; keys: readonly (readonly string[])[] }) {
  return (
    <div className={styles.row}>
      <dt>{words}</dt>
      <dd className={styles.keys}>
        {keys.map((combination) => (
          <span key={combination.join('+')} className={styles.combination}>
            {combination.map((key) => (
              <kbd key={key} className={styles.key}>
                {key}
              </kbd>
            ))}
          </span>
        ))}
      </dd>
    </div>
  );
}
