import { useEffect } from 'react';
import { useMessages } from '../../../i18n/index.ts';
import type { LocalMedia } from '../../../media/index.ts';
import { showToast } from '../../../ui/index.ts';
import { lobbyMessages } from '../messages.ts';

/** Says which device stood in for one that was unplugged, or that none did. */
export function useReplacedDevices(localMedia: LocalMedia): void {
  const t = useMessages(lobbyMessages);
  useEffect(
    () =>
      localMedia.on('deviceReplaced', (source, lostLabel, newLabel) => {
        // Without permission to see names, browsers leave them empty.
        const lost = lostLabel === '' ? t(`${source}.unnamed`) : lostLabel;
        showToast(
          newLabel === null
            ? {
                tone: 'warning',
                title: t('deviceGone', { lost }),
                description: t(`${source}.gone`),
              }
            : {
                title: t('deviceGone', { lost }),
                description: t('deviceReplaced', {
                  now: newLabel === '' ? t('systemDefault') : newLabel,
                }),
              },
        );
      }),
    [localMedia, t],
  );
}
