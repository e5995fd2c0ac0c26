import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Text,
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as AriaToastContent,
  UNSTABLE_ToastRegion as AriaToastRegion,
} from 'react-aria-components/Toast';
import { useMessages } from '../i18n/index.ts';
import { Button } from './Button.tsx';
import { classNames } from './classNames.ts';
import { IconButton } from './IconButton.tsx';
import styles from './ToastRegion.module.css';
import { toastQueue, type ToastContent } from './toasts.ts';
import { uiWords } from './words.ts';

const ICON = { size: 20, strokeWidth: 1.5, 'aria-hidden': true } as const;
const TONE_ICONS: Record<NonNullable<ToastContent['tone']>, ReactNode> = {
  neutral: <Info {...ICON} />,
  success: <CircleCheck {...ICON} />,
  warning: <TriangleAlert {...ICON} />,
  danger: <CircleAlert {...ICON} />,
};

/** Mounted once at the root; F6 moves the focus to it. */
export function ToastRegion() {
  const t = useMessages(uiWords);
  return (
    <AriaToastRegion
      queue={toastQueue}
      aria-label={t('notifications')}
      className={styles.region ?? ''}
    >
      {({ toast }) => {
        const { title, description, tone = 'neutral', icon, action } = toast.content;
        return (
          <AriaToast toast={toast} className={classNames(styles.toast, styles[tone])}>
            <span className={styles.icon}>{icon ?? TONE_ICONS[tone]}</span>
            <AriaToastContent className={styles.words ?? ''}>
              <Text slot="title" className={styles.title ?? ''}>
                {title}
              </Text>
              {description && (
                <Text slot="description" className={styles.description ?? ''}>
                  {description}
                </Text>
              )}
            </AriaToastContent>
            {action && (
              <Button
                size="small"
                onPress={() => {
                  action.onAction();
                  toastQueue.close(toast.key);
                }}
              >
                {action.label}
              </Button>
            )}
            <IconButton
              slot="close"
              label={t('close')}
              size="small"
              icon={<X size={16} strokeWidth={1.5} />}
            />
          </AriaToast>
        );
      }}
    </AriaToastRegion>
  );
}
