import { useEffect, useRef, useState } from 'react';
import { AVATAR_MAX_BYTES, AVATAR_TYPES, type Me } from '../../../../shared/contracts/index.ts';
import { useApi } from '../../api/index.ts';
import { useFormats, useMessages, useProblems } from '../../i18n/index.ts';
import { Avatar, Button, ErrorNotice, showToast } from '../../ui/index.ts';
import { settingsMessages } from './messages.ts';
import styles from './settings.module.css';

interface Preview {
  file: File;
  url: string;
}

export function AvatarSetting({ user }: { user: Me }) {
  const t = useMessages(settingsMessages);
  const api = useApi();
  const formats = useFormats();
  const toProblem = useProblems();
  const input = useRef<HTMLInputElement>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isPending, setIsPending] = useState(false);
  const size = formats.bytes(AVATAR_MAX_BYTES);

  // The browser keeps a chosen file in memory for as long as its address is not revoked.
  useEffect(() => (preview ? () => URL.revokeObjectURL(preview.url) : undefined), [preview]);

  function choose(file: File | undefined) {
    setError(null);
    setRefusal(null);
    if (!file) return;
    if (!AVATAR_TYPES.some((type) => type === file.type)) setRefusal(t('pictureWrongType'));
    else if (file.size > AVATAR_MAX_BYTES) setRefusal(t('pictureTooLarge', { size }));
    else setPreview({ file, url: URL.createObjectURL(file) });
  }

  async function save(picture: Blob | null) {
    setIsPending(true);
    setError(null);
    try {
      await api.setAvatar(picture);
      setPreview(null);
      showToast({ tone: 'success', title: t(picture ? 'pictureSaved' : 'pictureRemoved') });
    } catch (failure) {
      setError(failure);
    } finally {
      setIsPending(false);
    }
  }

  return (
    <div className={styles.form}>
      <div className={styles.picture}>
        <Avatar
          name={user.displayName}
          colourKey={user.id}
          src={preview?.url ?? user.avatarUrl}
          size={72}
        />
        <div className={styles.words}>
          <h3 className={styles.title}>{t('picture')}</h3>
          <p
            className={refusal ? styles.refusal : styles.hint}
            role={refusal ? 'alert' : undefined}
          >
            {refusal ?? (preview ? t('picturePreview') : t('pictureHint', { size }))}
          </p>
          <div className={styles.buttons}>
            {preview && (
              <Button
                size="small"
                variant="primary"
                isPending={isPending}
                onPress={() => void save(preview.file)}
              >
                {t('usePicture')}
              </Button>
            )}
            <Button size="small" onPress={() => input.current?.click()}>
              {t('choosePicture')}
            </Button>
            {user.avatarUrl !== null && !preview && (
              <Button
                size="small"
                variant="quiet"
                isPending={isPending}
                onPress={() => void save(null)}
              >
                {t('removePicture')}
              </Button>
            )}
          </div>
        </div>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('choosePicture')}
        accept={AVATAR_TYPES.join(',')}
        onChange={(event) => {
          choose(event.target.files?.[0]);
          // The same file again must count as a change.
          event.target.value = '';
        }}
      />
      {error !== null && <ErrorNotice problem={toProblem(error)} />}
    </div>
  );
}
