import type { ReactNode, Ref } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components/TextField';
import { classNames } from './classNames.ts';
import styles from './field.module.css';
import { FieldNotes } from './FieldNotes.tsx';

export interface TextFieldProps extends Omit<
  AriaTextFieldProps,
  'children' | 'className' | 'style' | 'isInvalid'
> {
  label: string;
  /** The label is read but not shown; then the placeholder must say enough. */
  isLabelHidden?: boolean;
  hint?: string | undefined;
  /** What is wrong and what to do; its presence marks the field as invalid. */
  error?: string | undefined;
  placeholder?: string;
  /** A 20 px icon at the start. */
  icon?: ReactNode;
  /** At the end, inside the box: a small button, for example. */
  trailing?: ReactNode;
  size?: 'medium' | 'large';
  /** Word such as "optional", shown next to the label. */
  note?: string;
  /** For `type="date"` and `"time"`. */
  min?: string;
  inputRef?: Ref<HTMLInputElement>;
}

export function TextField({
  label,
  isLabelHidden = false,
  hint,
  error,
  placeholder,
  icon,
  trailing,
  size = 'medium',
  note,
  min,
  inputRef,
  ...rest
}: TextFieldProps) {
  return (
    <AriaTextField
      validationBehavior="aria"
      {...rest}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
      isInvalid={Boolean(error)}
      className={classNames(styles.field, size === 'large' && styles.large)}
    >
      {!isLabelHidden && (
        <Label className={styles.label}>
          {label}
          {note && <span className={styles.optional}>{note}</span>}
        </Label>
      )}
      <div className={styles.box}>
        {icon && <span className={styles.icon}>{icon}</span>}
        <Input
          className={styles.input ?? ''}
          {...(placeholder === undefined ? {} : { placeholder })}
          {...(min === undefined ? {} : { min })}
          {...(inputRef === undefined ? {} : { ref: inputRef })}
        />
        {trailing}
      </div>
      <FieldNotes hint={hint} error={error} />
    </AriaTextField>
  );
}
