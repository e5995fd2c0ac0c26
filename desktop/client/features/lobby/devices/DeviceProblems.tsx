import { useStore } from 'zustand';
import { useMessages } from '../../../i18n/index.ts';
import type { DeviceProblem, LocalMedia, LocalSource } from '../../../media/index.ts';
import { Banner, Button } from '../../../ui/index.ts';
import { lobbyMessages } from '../messages.ts';

/** Trying again changes nothing here before something else has changed. */
const BEYOND_RETRY: readonly DeviceProblem[] = ['insecureOrigin', 'notSupported'];

export interface DeviceProblemsProps {
  localMedia: LocalMedia;
  /** Said below: that one can join all the same. */
  footnote?: string;
}

/** What keeps camera and microphone away and what to do; one sentence when it is the same for both. */
export function DeviceProblems({ localMedia, footnote }: DeviceProblemsProps) {
  const mic = useStore(localMedia.store, (state) => problemOf(state.mic));
  const camera = useStore(localMedia.store, (state) => problemOf(state.camera));
  const retryMic = () => void localMedia.setMicOn(true);
  const retryCamera = () => void localMedia.setCameraOn(true);
  if (mic !== null && mic === camera) {
    const retry = () => {
      retryMic();
      retryCamera();
    };
    return <ProblemBanner source="both" problem={mic} onRetry={retry} footnote={footnote} />;
  }
  return (
    <>
      {camera !== null && (
        <ProblemBanner source="camera" problem={camera} onRetry={retryCamera} footnote={footnote} />
      )}
      {mic !== null && (
        <ProblemBanner source="mic" problem={mic} onRetry={retryMic} footnote={footnote} />
      )}
    </>
  );
}

interface ProblemBannerProps {
  source: 'mic' | 'camera' | 'both';
  problem: DeviceProblem;
  onRetry: () => void;
  footnote?: string | undefined;
}

function ProblemBanner({ source, problem, onRetry, footnote }: ProblemBannerProps) {
  const t = useMessages(lobbyMessages);
  return (
    <Banner
      tone="warning"
      action={
        BEYOND_RETRY.includes(problem) ? undefined : (
          <Button size="small" onPress={onRetry}>
            {t('tryAgain')}
          </Button>
        )
      }
    >
      <p>{t(`${source}.${problem}`)}</p>
      {footnote !== undefined && <p>{footnote}</p>}
    </Banner>
  );
}

function problemOf(source: LocalSource): DeviceProblem | null {
  return source.kind === 'blocked' ? source.problem : null;
}
