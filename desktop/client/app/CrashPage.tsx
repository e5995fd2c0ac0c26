import { useRouteError } from 'react-router';
import { useMessages } from '../i18n/index.ts';
import { Button, CopyButton, PageHeading } from '../ui/index.ts';
import styles from './CrashPage.module.css';
import { appWords } from './words.ts';

/** What is left when a page threw: no router links here, only a fresh start. */
export function CrashPage() {
  const t = useMessages(appWords);
  const error = useRouteError();
  const details = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return (
    <main id="content" className={styles.page}>
      <PageHeading title={t('crashTitle')}>{t('crashTitle')}</PageHeading>
      <p>{t('crashWords')}</p>
      <p className={styles.details}>
        <code>{details}</code>
        <CopyButton text={details} size="tiny" />
      </p>
      <Button
        variant="primary"
        onPress={() => {
          window.location.reload();
        }}
      >
        {t('reload')}
      </Button>
    </main>
  );
}
