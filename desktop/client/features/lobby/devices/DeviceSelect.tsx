import { Mic, Video, Volume2 } from 'lucide-react';
import { useStore } from 'zustand';
import { useMessages } from '../../../i18n/index.ts';
import type { LocalMedia, LocalMediaState } from '../../../media/index.ts';
import { Select } from '../../../ui/index.ts';
import { lobbyMessages } from '../messages.ts';

type Kind = 'mic' | 'camera' | 'speaker';

const ICON = { size: 20, strokeWidth: 1.5, 'aria-hidden': true } as const;
const ICONS = {
  mic: <Mic {...ICON} />,
  camera: <Video {...ICON} />,
  speaker: <Volume2 {...ICON} />,
};
const LABELS = { mic: 'microphone', camera: 'camera', speaker: 'speaker' } as const;
const SYSTEM_DEFAULT = 'default';

export interface DeviceSelectProps {
  kind: Kind;
  localMedia: LocalMedia;
  isLabelHidden?: boolean;
}

/** One menu of devices; a choice takes effect at once and is remembered. */
export function DeviceSelect({ kind, localMedia, isLabelHidden = false }: DeviceSelectProps) {
  const t = useMessages(lobbyMessages);
  const devices = useStore(localMedia.store, (state) => listOf(kind, state));
  const chosen = useStore(localMedia.store, (state) => chosenOf(kind, state));
  // A speaker menu of one entry would be a promise that this browser cannot keep.
  if (kind === 'speaker' && devices.length === 0) return null;

  const options = [
    { id: SYSTEM_DEFAULT, label: t('systemDefault') },
    ...devices.map(({ id, label }, index) => ({
      id,
      label: label === '' ? t('unnamedDevice', { number: index + 1 }) : label,
    })),
  ];
  return (
    <Select
      label={t(LABELS[kind])}
      isLabelHidden={isLabelHidden}
      icon={ICONS[kind]}
      options={options}
      value={chosen ?? SYSTEM_DEFAULT}
      onChange={(id) => void choose(kind, localMedia, id === SYSTEM_DEFAULT ? null : id)}
    />
  );
}

function listOf(kind: Kind, { mics, cameras, speakers }: LocalMediaState) {
  return { mic: mics, camera: cameras, speaker: speakers }[kind];
}

/** A remembered device that is not there now counts as the default, which is what is used. */
function chosenOf(kind: Kind, state: LocalMediaState): string | null {
  const { chosenMic, chosenCamera, chosenSpeaker } = state;
  const id = { mic: chosenMic, camera: chosenCamera, speaker: chosenSpeaker }[kind];
  return listOf(kind, state).some((device) => device.id === id) ? id : null;
}

function choose(kind: Kind, localMedia: LocalMedia, id: string | null): Promise<void> {
  if (kind === 'mic') return localMedia.chooseMic(id);
  return kind === 'camera' ? localMedia.chooseCamera(id) : localMedia.chooseSpeaker(id);
}
