import { Keyboard } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import type { Meeting } from '../../../../shared/contracts/index.ts';
import { useMessages, type Translate } from '../../i18n/index.ts';
import { Button, Form, TextField } from '../../ui/index.ts';
import type { en } from './en.ts';
import styles from './home.module.css';
import { homeMessages } from './messages.ts';
import { parseWish, type Wish } from './wish.ts';

const LONGEST_SHOWN = 24;

export interface WishFieldProps {
  text: string;
  onText: (text: string) => void;
  mine: readonly Meeting[];
  isBusy: boolean;
  onOpen: (code: string) => void;
  onStart: (title: string) => void;
}

/** The one wide field; its button says what Enter will do. */
export function WishField({ text, onText, mine, isBusy, onOpen, onStart }: WishFieldProps) {
  const t = useMessages(homeMessages);
  const [isRefused, setIsRefused] = useState(false);
  const wish = parseWish(text, mine);

  function fulfil(event: FormEvent) {
    event.preventDefault();
    if (wish.kind === 'join') onOpen(wish.code);
    if (wish.kind === 'open') onOpen(wish.meeting.code);
    if (wish.kind === 'start') onStart(wish.title);
    setIsRefused(wish.kind === 'badCode');
  }

  const titleInstead = wish.kind === 'join' ? wish.title : null;
  return (
    <Form className={styles.wish} onSubmit={fulfil}>
      <TextField
        label={t('fieldLabel')}
        isLabelHidden
        placeholder={t('fieldLabel')}
        icon={<Keyboard size={20} strokeWidth={1.5} />}
        size="large"
        autoComplete="off"
        enterKeyHint="go"
        value={text}
        onChange={(value) => {
          onText(value);
          setIsRefused(false);
        }}
        error={isRefused ? t('fieldCodeWrong') : undefined}
      />
      {wish.kind !== 'nothing' && (
        <div className={styles.wishButtons}>
          <Button type="submit" size="large" variant="primary" isPending={isBusy}>
            {labelOf(wish, t)}
          </Button>
          {titleInstead !== null && (
            <Button
              size="large"
              onPress={() => {
                onStart(titleInstead);
              }}
            >
              {t('startNamed', { title: titleInstead })}
            </Button>
          )}
        </div>
      )}
    </Form>
  );
}

function labelOf(wish: Wish, t: Translate<typeof en>): string {
  switch (wish.kind) {
    case 'open':
      return t('open');
    case 'start':
      return wish.title.length > LONGEST_SHOWN
        ? t('start')
        : t('startNamed', { title: wish.title });
    case 'join':
    case 'badCode':
    case 'nothing':
      return t('join');
  }
}
