import { useMessages, useProblems } from '../../../i18n/index.ts';
import { meetingMessages } from '../messages.ts';
import type { NoticeGroup } from './noticeGroups.ts';

const NAMED = 3;

/** @returns a notice as a sentence, shown and read alike */
export function useNoticeText(): (group: NoticeGroup) => string {
  const t = useMessages(meetingMessages);
  const toProblem = useProblems();
  const listNames = (names: readonly string[]) => {
    const listed = names.slice(0, NAMED).join(t('betweenNames'));
    const count = names.length - NAMED;
    return count > 0 ? t('andOthers', { names: listed, count }) : listed;
  };
  return ({ notice, names }) => {
    switch (notice.kind) {
      case 'joined':
        return t('notice.joined', { names: listNames(names) });
      case 'left':
        return t('notice.left', { names: listNames(names) });
      case 'mutedByHost': {
        const key = { mic: 'micMuted', camera: 'cameraStopped', screen: 'shareStopped' } as const;
        return t(`notice.${key[notice.source]}`, { name: notice.byName });
      }
      case 'askedToUnmute':
        return t('notice.askedToUnmute', { name: notice.byName });
      case 'lockChanged':
        return t(notice.isLocked ? 'notice.locked' : 'notice.unlocked', { name: notice.byName });
      case 'handRaised':
        return t('notice.handRaised', { names: listNames(names) });
      case 'chat':
        return t('notice.chat', { name: notice.name, text: notice.text });
      case 'shareStarted':
        return t('notice.shareStarted', { name: notice.name });
      case 'actsAsHost':
        return t(notice.isSelf ? 'notice.youActAsHost' : 'notice.actsAsHost', {
          name: notice.name,
          host: notice.hostName,
        });
      case 'hostIsBack':
        return t('notice.hostIsBack', { name: notice.name });
      case 'madeCohost':
      case 'cohostEnded':
        return t(`notice.${notice.kind}`);
      case 'actionFailed':
        return toProblem(notice.error).sentence;
    }
  };
}
