import { useMessages } from '../../../i18n/index.ts';
import { showToast } from '../../../ui/index.ts';
import { useMeeting } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';

/** Copies the link and says so; where copying is not allowed, the link itself is told. */
export function useCopyLink(): () => void {
  const t = useMessages(meetingMessages);
  const { link } = useMeeting();
  return () => {
    const copied = async () => {
      try {
        await navigator.clipboard.writeText(link);
        showToast({ title: t('linkCopied'), tone: 'success' });
      } catch {
        // No clipboard on an insecure origin, or the person said no.
        showToast({ title: t('linkNotCopied', { link }), tone: 'warning' });
      }
    };
    void copied();
  };
}
