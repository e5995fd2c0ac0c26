import { useEffect, useState } from 'react';
import { AVATAR_MAX_BYTES, AVATAR_TYPES } from '../../../../shared/contracts/index.ts';
import { useApi } from '../../api/index.ts';
import { useMessages } from '../../i18n/index.ts';
import { showToast } from '../../ui/index.ts';
import { settingsMessages } from './messages.ts';

interface Preview {
  file: File;
  url: string;
}

/** Choosing a picture, looking at it, and sending it. */
export function usePictureChoice() {
  const t = useMessages(settingsMessages);
  const api = useApi();
  const [preview, setPreview] = useState<Preview | null>(null);
  const [refusal, setRefusal] = useState<'pictureWrongType' | 'pictureTooLarge' | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isPending, setIsPending] = useState(false);

  // The browser keeps a chosen file in memory for as long as its address is not revoked.
  useEffect(() => (preview ? () => URL.revokeObjectURL(preview.url) : undefined), [preview]);

  function choose(file: File | undefined) {
    setError(null);
    setRefusal(null);
    if (!file) return;
    if (!AVATAR_TYPES.some((type) => type === file.type)) setRefusal('pictureWrongType');
    else if (file.size > AVATAR_MAX_BYTES) setRefusal('pictureTooLarge');
    else setPreview({ file, url: URL.createObjectURL(file) });
  }

  /**
   * @param picture null removes the one that is there
   * @returns whether the server has it
   */
  async function save(picture: Blob | null): Promise<boolean> {
    setIsPending(true);
    setRefusal(null);
    setError(null);
    try {
      await api.setAvatar(picture);
      setPreview(null);
      showToast({ tone: 'success', title: t(picture ? 'pictureSaved' : 'pictureRemoved') });
      return true;
    } catch (failure) {
      setError(failure);
      return false;
    } finally {
      setIsPending(false);
    }
  }

  return { preview, refusal, error, isPending, choose, save };
}
