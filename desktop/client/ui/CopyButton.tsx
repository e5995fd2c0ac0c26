import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useMessages } from '../i18n/index.ts';
import { Button, type ButtonVariant } from './Button.tsx';
import { announce } from './announce.ts';
import { IconButton } from './IconButton.tsx';
import styles from './CopyButton.module.css';
import { uiWords } from './words.ts';

const SHOWN_FOR_MS = 2000;

export interface CopyButtonProps {
  text: string;
  /** Given: a button with words; else an icon with a tooltip. */
  label?: string;
  variant?: ButtonVariant;
  size?: 'tiny' | 'small' | 'medium' | 'large';
}

/** Copies, and says that it did (or that it may not). */
export function CopyButton({
  text,
  label,
  variant = 'secondary',
  size = 'medium',
}: CopyButtonProps) {
  const t = useMessages(uiWords);
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'failed'>('none');

  useEffect(() => {
    if (outcome === 'none') return;
    const timer = setTimeout(() => {
      setOutcome('none');
    }, SHOWN_FOR_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [outcome]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
      announce(t('copied'));
    } catch {
      // Refused by the browser (insecure origin, or the user said no): say so instead of nothing.
      setOutcome('failed');
      announce(t('copyFailed'));
    }
  }

  const words = { none: label ?? t('copy'), copied: t('copied'), failed: t('copyFailed') }[outcome];
  const iconSize = size === 'tiny' ? 14 : 20;
  const icon =
    outcome === 'copied' ? (
      <Check size={iconSize} strokeWidth={1.5} />
    ) : (
      <Copy size={iconSize} strokeWidth={1.5} />
    );
  if (label !== undefined) {
    return (
      <Button
        icon={icon}
        variant={variant}
        size={size === 'tiny' ? 'small' : size}
        onPress={() => void copy()}
      >
        {words}
      </Button>
    );
  }
  return (
    <span className={size === 'tiny' ? styles.tiny : undefined}>
      <IconButton
        label={words}
        icon={icon}
        size={size === 'tiny' ? 'small' : size}
        onPress={() => void copy()}
      />
    </span>
  );
}
