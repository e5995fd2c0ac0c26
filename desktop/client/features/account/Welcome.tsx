import { Keyboard } from 'lucide-react';
import { useCallback, useState, type FormEvent } from 'react';
import { parseMeetingCode } from '../../../../shared/domain/meetingCode.ts';
import { useApi, useLoad } from '../../api/index.ts';
import { useMessages } from '../../i18n/index.ts';
import { Banner, Button, Form, LinkButton, PageHeading, TextField } from '../../ui/index.ts';
import styles from './account.module.css';
import { accountMessages } from './messages.ts';

/** The start page of somebody who is not signed in: join as a guest, or sign in. */
export function Welcome({ onJoin }: { onJoin: (code: string) => void }) {
  const t = useMessages(accountMessages);
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();

  function join(event: FormEvent) {
    event.preventDefault();
    const code = parseMeetingCode(text);
    if (code !== null) onJoin(code);
    else setError(text.trim() === '' ? t('codeMissing') : t('codeWrong'));
  }

  return (
    <>
      <SetupHint />
      <Form className={styles.form} onSubmit={join}>
        <div>
          <PageHeading title="Parley">{t('welcomeTitle')}</PageHeading>
          <p className={styles.lead}>{t('welcomeWords')}</p>
        </div>
        <div className={styles.joinLine}>
          <TextField
            label={t('codeLabel')}
            isLabelHidden
            placeholder={t('codePlaceholder')}
            icon={<Keyboard size={20} strokeWidth={1.5} />}
            size="large"
            autoComplete="off"
            value={text}
            onChange={(value) => {
              setText(value);
              setError(undefined);
            }}
            error={error}
          />
          <Button type="submit" variant="primary" size="large">
            {t('join')}
          </Button>
        </div>
      </Form>
      <p className={styles.divider}>{t('or')}</p>
      <div className={styles.choices}>
        <LinkButton href="/signin" size="large" isFullWidth>
          {t('signIn')}
        </LinkButton>
        <LinkButton href="/register" size="large" isFullWidth>
          {t('register')}
        </LinkButton>
      </div>
    </>
  );
}

/** Only a server that nobody has set up yet says more here; a failed question is no news. */
function SetupHint() {
  const t = useMessages(accountMessages);
  const api = useApi();
  const [info] = useLoad(useCallback(() => api.call('serverInfo'), [api]));
  if (info.kind !== 'loaded' || !info.data.setupRequired) return null;
  return <Banner tone="warning">{t('setupRequired')}</Banner>;
}
