import { useEffect, useState } from 'react';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import type { BridgeEvent, ScreenSource } from '../../../../shared/contracts/bridge.ts';
import { useMessages } from '../../i18n/index.ts';
import { usePlatform } from '../../platform/index.ts';
import { Button, Dialog, Switch } from '../../ui/index.ts';
import styles from './ScreenPicker.module.css';
import { pickerWords } from './words.ts';

type Offer = BridgeEvent<'screen:sourcesOffered'>;

/** In the desktop app: asks which screen or window to share whenever the shell offers some. */
export function ScreenPicker() {
  const { screenPicker } = usePlatform();
  const [offer, setOffer] = useState<Offer | null>(null);
  useEffect(() => screenPicker?.onSources(setOffer), [screenPicker]);

  if (!screenPicker || !offer) return null;
  const answer = (sourceId: string | null, withAudio: boolean) => {
    screenPicker.choose({ requestId: offer.requestId, sourceId, withAudio });
    setOffer(null);
  };
  return <OfferDialog key={offer.requestId} offer={offer} onAnswer={answer} />;
}

interface OfferDialogProps {
  offer: Offer;
  onAnswer: (sourceId: string | null, withAudio: boolean) => void;
}

function OfferDialog({ offer, onAnswer }: OfferDialogProps) {
  const t = useMessages(pickerWords);
  const [sourceId, setSourceId] = useState(offer.sources[0]?.id ?? null);
  const [withAudio, setWithAudio] = useState(false);
  const screens = offer.sources.filter(({ kind }) => kind === 'screen');
  const windows = offer.sources.filter(({ kind }) => kind === 'window');
  const cancel = () => {
    onAnswer(null, false);
  };
  return (
    <Dialog
      isOpen
      onOpenChange={cancel}
      title={t('title')}
      size="large"
      footer={
        <>
          <Button variant="secondary" onPress={cancel}>
            {t('cancel')}
          </Button>
          <Button
            variant="primary"
            isDisabled={sourceId === null}
            onPress={() => {
              onAnswer(sourceId, withAudio);
            }}
          >
            {t('share')}
          </Button>
        </>
      }
    >
      <RadioGroup
        aria-label={t('title')}
        value={sourceId}
        onChange={setSourceId}
        className={styles.choices ?? ''}
      >
        <Sources title={t('screens')} sources={screens} />
        <Sources title={t('windows')} sources={windows} />
      </RadioGroup>
      {offer.canShareAudio && (
        <Switch
          label={t('audio')}
          hint={t('audioHint')}
          isSelected={withAudio}
          onChange={setWithAudio}
        />
      )}
    </Dialog>
  );
}

function Sources({ title, sources }: { title: string; sources: readonly ScreenSource[] }) {
  if (sources.length === 0) return null;
  return (
    <section>
      <h3 className={styles.title}>{title}</h3>
      <div className={styles.grid}>
        {sources.map(({ id, name, thumbnail }) => (
          <Radio key={id} value={id} className={styles.source ?? ''}>
            <span className={styles.thumbnail}>
              {thumbnail !== '' && <img src={thumbnail} alt="" />}
            </span>
            <span className={styles.name}>{name}</span>
          </Radio>
        ))}
      </div>
    </section>
  );
}
