import { useCallback } from 'react';
import { useMessages } from '../../../i18n/index.ts';
import type { DeviceProblem } from '../../../media/index.ts';
import { lobbyMessages } from '../messages.ts';

/** @returns why a device cannot be used and what to do, as a sentence */
export function useDeviceSentence(): (
  source: 'mic' | 'camera' | 'screen',
  problem: DeviceProblem,
) => string {
  const t = useMessages(lobbyMessages);
  return useCallback((source, problem) => t(`${source}.${problem}`), [t]);
}
