import { useEffect, useState, type FormEvent } from 'react';
import { probeServer, type ServerProbe } from '../api/index.ts';
import { useMessages, type MessageKey } from '../i18n/index.ts';
import { usePlatform } from '../platform/index.ts';
import { Button, Form, PageHeading, TextField } from '../ui/index.ts';
import styles from './CenteredPage.module.css';
import { CenteredPage } from './CenteredPage.tsx';
import { parseServerAddress } from './serverAddress.ts';
import { appWords } from './words.ts';

const SENTENCES = {
  unreachable: 'serverSilent',
  notParley: 'serverNotParley',
  otherVersion: 'serverVersion',
} as const satisfies Record<
  Exclude<ServerProbe, 'ok'>,
  MessageKey<NonNullable<(typeof appWords)['english']>>
>;

/** First run of the desktop app, and whenever one moves to another server. */
export function ServerAddressPage() {
  const t = useMessages(appWords);
  const platform = usePlatform();
  const [text, setText] = useState('');
  const [isOffered, setIsOffered] = useState(false);
  const [error, setError] = useState<string>();
  const [isPending, setIsPending] = useState(false);

  // A link fills the address in and no more: whom to trust is not a stranger's to say.
  useEffect(
    () =>
      platform.onServerOffered((url) => {
        setText(url);
        setIsOffered(true);
        setError(undefined);
      }),
    [platform],
  );

  async function connect(event: FormEvent) {
    event.preventDefault();
    const origin = parseServerAddress(text);
    if (origin === null) {
      setError(text.trim() === '' ? t('serverEmpty') : t('serverNotAnAddress'));
      return;
    }
    setIsPending(true);
    const outcome = await probeServer(origin);
    if (outcome === 'ok') {
      // The shell loads the page anew, with this server in its policy; until then the button waits.
      await platform.setServerUrl(origin);
      return;
    }
    setIsPending(false);
    setError(t(SENTENCES[outcome]));
  }

  return (
    <CenteredPage>
      <PageHeading title={t('serverTitle')}>{t('serverTitle')}</PageHeading>
      <p aria-live="polite">{t(isOffered ? 'serverOffered' : 'serverWords')}</p>
      <Form onSubmit={(event) => void connect(event)} className={styles.fields}>
        <TextField
          label={t('serverLabel')}
          placeholder={t('serverPlaceholder')}
          size="large"
          inputMode="url"
          autoComplete="off"
          autoFocus
          value={text}
          onChange={(value) => {
            setText(value);
            setError(undefined);
          }}
          error={error}
        />
        <Button type="submit" variant="primary" size="large" isPending={isPending}>
          {t('connect')}
        </Button>
      </Form>
    </CenteredPage>
  );
}
