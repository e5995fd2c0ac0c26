import { Label } from 'react-aria-components/Label';
import { TextArea as AriaTextArea } from 'react-aria-components/TextArea';
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components/TextField';
import styles from './field.module.css';
import { FieldNotes } from './FieldNotes.tsx';

export interface TextAreaProps extends Omit<
  AriaTextFieldProps,
  'children' | 'className' | 'style' | 'isInvalid'
> {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  note?: string;
  rows?: number;
}

export function TextArea({ label, hint, error, note, rows = 3, ...rest }: TextAreaProps) {
  return (
    <AriaTextField
      validationBehavior="aria"
      {...rest}
      isInvalid={Boolean(error)}
      className={styles.field ?? ''}
    >
      <Label className={styles.label}>
        {label}
        {note && <span className={styles.optional}>{note}</span>}
      </Label>
      <AriaTextArea className={styles.area ?? ''} rows={rows} />
      <FieldNotes hint={hint} error={error} />
    </AriaTextField>
  );
}
