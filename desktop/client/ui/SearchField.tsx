import { Search, X } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { Input } from 'react-aria-components/Input';
import { SearchField as AriaSearchField } from 'react-aria-components/SearchField';
import styles from './field.module.css';
import stepStyles from './NumberField.module.css';

export interface SearchFieldProps {
  /** Accessible name and placeholder in one. */
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** Escape or the cross empties it. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  return (
    <AriaSearchField
      aria-label={label}
      value={value}
      onChange={onChange}
      className={styles.field ?? ''}
    >
      <div className={styles.box}>
        <Search size={20} strokeWidth={1.5} aria-hidden="true" className={styles.icon} />
        <Input className={styles.input ?? ''} placeholder={label} />
        {value !== '' && (
          <Button className={stepStyles.step ?? ''}>
            <X size={16} strokeWidth={1.5} />
          </Button>
        )}
      </div>
    </AriaSearchField>
  );
}
