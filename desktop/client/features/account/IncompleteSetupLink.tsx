import { useMessages } from '../../i18n/index.ts';
import { Banner, PageHeading } from '../../ui/index.ts';
import { accountMessages } from './messages.ts';

/** `/setup` without its token. */
export function IncompleteSetupLink() {
  const t = useMessages(accountMessages);
  return (
    <>
      <PageHeading title={t('setupTitle')}>{t('setupTitle')}</PageHeading>
      <Banner tone="warning">{t('setupNoToken')}</Banner>
    </>
  );
}
