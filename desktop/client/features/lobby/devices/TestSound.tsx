import { useState } from 'react';
import { useMessages } from '../../../i18n/index.ts';
import type { LocalMedia } from '../../../media/index.ts';
import { Button } from '../../../ui/index.ts';
import { lobbyMessages } from '../messages.ts';

export function TestSound({ localMedia }: { localMedia: LocalMedia }) {
  const t = useMessages(lobbyMessages);
  const [isPlaying, setIsPlaying] = useState(false);

  async function play() {
    setIsPlaying(true);
    try {
      await localMedia.playTestSound();
    } finally {
      setIsPlaying(false);
    }
  }

  return (
    <Button size="small" variant="quiet" isDisabled={isPlaying} onPress={() => void play()}>
      {isPlaying ? t('testSoundPlaying') : t('testSound')}
    </Button>
  );
}
