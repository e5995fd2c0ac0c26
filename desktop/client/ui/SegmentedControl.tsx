import type { ReactNode } from 'react';
import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { classNames } from './classNames.ts';
import fieldStyles from './field.module.css';
import styles from './SegmentedControl.module.css';

export interface Segment<T extends string> {
  id: T;
  label: string;
  icon?: ReactNode;
}

export interface SegmentedControlProps<T extends string> {
  label: string;
  isLabelHidden?: boolean;
  segments: readonly Segment<T>[];
  value: T;
  onChange: (value: T) => void;
}

/** One of a few, all in sight. */
export function SegmentedControl<T extends string>({
  label,
  isLabelHidden = false,
  segments,
  value,
  onChange,
}: SegmentedControlProps<T>) {
  return (
    <RadioGroup
      orientation="horizontal"
      className={fieldStyles.field ?? ''}
      value={value}
      onChange={(id) => {
        const chosen = segments.find((segment) => segment.id === id);
        if (chosen) onChange(chosen.id);
      }}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
    >
      {!isLabelHidden && <Label className={fieldStyles.label}>{label}</Label>}
      <div className={classNames(styles.group)}>
        {segments.map(({ id, label: words, icon }) => (
          <Radio key={id} value={id} className={styles.segment ?? ''}>
            {icon}
            {words}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
