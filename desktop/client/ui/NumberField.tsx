import { Minus, Plus } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { Group } from 'react-aria-components/Group';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { NumberField as AriaNumberField } from 'react-aria-components/NumberField';
import { classNames } from './classNames.ts';
import styles from './field.module.css';
import { FieldNotes } from './FieldNotes.tsx';
import stepStyles from './NumberField.module.css';

export interface NumberFieldProps {
  label: string;
  /** null: left empty. */
  value: number | null;
  onChange: (value: number | null) => void;
  minValue?: number;
  maxValue?: number;
  hint?: string | undefined;
  error?: string | undefined;
  note?: string;
}

export function NumberField({
  label,
  value,
  onChange,
  hint,
  error,
  note,
  ...range
}: NumberFieldProps) {
  return (
    <AriaNumberField
      {...range}
      validationBehavior="aria"
      // react-aria's word for "empty" is NaN.
      value={value ?? Number.NaN}
      onChange={(next) => {
        onChange(Number.isNaN(next) ? null : next);
      }}
      isInvalid={Boolean(error)}
      className={styles.field ?? ''}
    >
      <Label className={styles.label}>
        {label}
        {note && <span className={styles.optional}>{note}</span>}
      </Label>
      <Group className={classNames(styles.box, stepStyles.group)}>
        <Input className={styles.input ?? ''} />
        <Button slot="decrement" className={stepStyles.step ?? ''}>
          <Minus size={16} strokeWidth={1.5} />
        </Button>
        <Button slot="increment" className={stepStyles.step ?? ''}>
          <Plus size={16} strokeWidth={1.5} />
        </Button>
      </Group>
      <FieldNotes hint={hint} error={error} />
    </AriaNumberField>
  );
}
