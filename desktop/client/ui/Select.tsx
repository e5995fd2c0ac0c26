import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { Text } from 'react-aria-components/Text';
import { classNames } from './classNames.ts';
import styles from './field.module.css';
import { FieldNotes } from './FieldNotes.tsx';
import listStyles from './list.module.css';

export interface SelectOption<T extends string> {
  id: T;
  label: string;
  description?: string;
}

export interface SelectProps<T extends string> {
  label: string;
  isLabelHidden?: boolean;
  options: readonly SelectOption<T>[];
  value: T;
  onChange: (value: T) => void;
  icon?: ReactNode;
  hint?: string | undefined;
  error?: string | undefined;
  isDisabled?: boolean;
}

export function Select<T extends string>({
  label,
  isLabelHidden = false,
  options,
  value,
  onChange,
  icon,
  hint,
  error,
  isDisabled = false,
}: SelectProps<T>) {
  return (
    <AriaSelect
      className={styles.field ?? ''}
      isDisabled={isDisabled}
      isInvalid={Boolean(error)}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen) onChange(chosen.id);
      }}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
    >
      {!isLabelHidden && <Label className={styles.label}>{label}</Label>}
      <Button className={classNames(styles.box, listStyles.selectButton)}>
        {icon && <span className={styles.icon}>{icon}</span>}
        <SelectValue className={listStyles.selectValue ?? ''}>
          {({ selectedText }) => selectedText}
        </SelectValue>
        <ChevronDown size={16} strokeWidth={1.5} aria-hidden="true" />
      </Button>
      <FieldNotes hint={hint} error={error} />
      <Popover className={listStyles.popover ?? ''} offset={4}>
        <ListBox className={listStyles.list ?? ''} items={options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className={listStyles.item ?? ''}>
              {({ isSelected }) => (
                <>
                  <span className={listStyles.mark}>
                    {isSelected && <Check size={16} strokeWidth={2} aria-hidden="true" />}
                  </span>
                  <span className={listStyles.words}>
                    <Text slot="label">{option.label}</Text>
                    {option.description && (
                      <Text slot="description" className={listStyles.description ?? ''}>
                        {option.description}
                      </Text>
                    )}
                  </span>
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
