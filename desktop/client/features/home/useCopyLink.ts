import { useMessages } from '../../i18n/index.ts';
import { usePlatform } from '../../platform/index.ts';
import { showToast } from '../../ui/index.ts';
import { homeMessages } from './messages.ts';

/** @returns copies the link of a meeting and says so; where copying is forbidden, shows the link to copy by hand */
export function useCopyLink(): (code: string) => void {
  const t = useMessages(homeMessages);
  const platform = usePlatform();
  return (code) => {
    const link = `${platform.serverUrl() ?? ''}/m/${code}`;
    const told = () => {
      showToast({ tone: 'success', title: t('linkCopied'), description: link });
    };
    const shown = () => {
      showToast({ title: link });
    };
    // `clipboard` is missing on plain http, whatever the type says.
    const { clipboard } = navigator as Partial<Navigator>;
    if (clipboard) clipboard.writeText(link).then(told, shown);
    else shown();
  };
}
