import { useRef } from 'react';
import { AVATAR_MAX_BYTES, AVATAR_TYPES, type Me } from '../../../../shared/contracts/index.ts';
import { useFormats, useMessages, useProblems } from '../../i18n/index.ts';
import { Avatar, Button, ErrorNotice } from '../../ui/index.ts';
import { settingsMessages } from './messages.ts';
import styles from './settings.module.css';
import { usePictureChoice } from './usePictureChoice.ts';

export function AvatarSetting({ user }: { user: Me }) {
  const t = useMessages(settingsMessages);
  const formats = useFormats();
  const toProblem = useProblems();
  const choice = usePictureChoice();
  const { preview, refusal, error } = choice;
  const size = formats.bytes(AVATAR_MAX_BYTES);
  const hint = preview ? t('picturePreview') : t('pictureHint', { size });

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
          {refusal ? (
            <p className={styles.refusal} role="alert">
              {t(refusal, { size })}
            </p>
          ) : (
            <p className={styles.hint}>{hint}</p>
          )}
          <PictureButtons hasPicture={user.avatarUrl !== null} choice={choice} />
        </div>
      </div>
      {error !== null && <ErrorNotice problem={toProblem(error)} />}
    </div>
  );
}

interface PictureButtonsProps {
  hasPicture: boolean;
  choice: ReturnType<typeof usePictureChoice>;
}

function PictureButtons({ hasPicture, choice }: PictureButtonsProps) {
  const t = useMessages(settingsMessages);
  const input = useRef<HTMLInputElement>(null);
  const chooseButton = useRef<HTMLButtonElement>(null);
  const { preview, isPending, choose } = choice;
  const save = async (picture: Blob | null) => {
    // The button that was pressed goes with what it did.
    if (await choice.save(picture)) chooseButton.current?.focus();
  };
  return (
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
      <Button ref={chooseButton} size="small" onPress={() => input.current?.click()}>
        {t('choosePicture')}
      </Button>
      {hasPicture && !preview && (
        <Button size="small" variant="quiet" isPending={isPending} onPress={() => void save(null)}>
          {t('removePicture')}
        </Button>
      )}
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
    </div>
  );
}
