import { CircleAlert } from 'lucide-react';
import { FieldError } from 'react-aria-components/FieldError';
import { Text } from 'react-aria-components/Text';
import styles from './field.module.css';

export interface FieldNotesProps {
  hint?: string | undefined;
  error?: string | undefined;
}

/** What stands below a field: the hint, or in its place what is wrong; both are read with the field. */
export function FieldNotes({ hint, error }: FieldNotesProps) {
  return (
    <>
      {hint && !error && (
        <Text slot="description" className={styles.hint ?? ''}>
          {hint}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>
        <CircleAlert size={16} strokeWidth={1.5} aria-hidden="true" />
        <span>{error}</span>
      </FieldError>
    </>
  );
}
