import { useMessages } from '../i18n/index.ts';
import { LinkButton, PageHeading } from '../ui/index.ts';
import { CenteredPage } from './CenteredPage.tsx';
import { appWords } from './words.ts';

export function NotFoundPage() {
  const t = useMessages(appWords);
  return (
    <CenteredPage>
      <PageHeading title={t('notFoundTitle')}>{t('notFoundTitle')}</PageHeading>
      <p>{t('notFoundWords')}</p>
      <p>
        <LinkButton href="/" variant="primary">
          {t('goHome')}
        </LinkButton>
      </p>
    </CenteredPage>
  );
}
