import { useMessages } from '../../../i18n/index.ts';
import { useMeeting } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';

/** Copies the link and says so; where copying is not allowed, the link itself is told. */
export function useCopyLink(): () => void {
  const t = useMessages(meetingMessages);
  const { link, view } = useMeeting();
  return () => {
    const copy = async () => {
      try {
        await navigator.clipboard.writeText(link);
        view.showHint(t('linkCopied'));
      } catch {
        // No clipboard on an insecure origin, or the person said no.
        view.showHint(t('linkNotCopied', { link }));
      }
    };
    void copy();
  };
}
