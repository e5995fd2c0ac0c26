import type { ReactElement, ReactNode } from 'react';
import {
  Menu as AriaMenu,
  MenuItem,
  MenuTrigger,
  Keyboard,
  Popover,
  Separator,
  Text,
} from 'react-aria-components/Menu';
import type { PopoverProps } from 'react-aria-components/Popover';
import { classNames } from './classNames.ts';
import styles from './list.module.css';

export type MenuEntry =
  | {
      kind?: 'item';
      id: string;
      label: string;
      icon?: ReactNode;
      description?: string;
      shortcut?: string;
      tone?: 'normal' | 'danger';
      isDisabled?: boolean;
      /** A place to go to, instead of an action. */
      href?: string;
      onAction?: () => void;
    }
  | { kind: 'separator'; id: string };

export interface MenuProps {
  /** A Button or IconButton of this design system. */
  trigger: ReactElement;
  label: string;
  entries: readonly MenuEntry[];
  placement?: PopoverProps['placement'];
}

export function Menu({ trigger, label, entries, placement = 'bottom end' }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={styles.popover ?? ''} placement={placement} offset={4}>
        <AriaMenu aria-label={label} className={styles.list ?? ''}>
          {entries.map((entry) =>
            entry.kind === 'separator' ? (
              <Separator key={entry.id} className={styles.separator ?? ''} />
            ) : (
              <MenuItem
                key={entry.id}
                id={entry.id}
                textValue={entry.label}
                className={classNames(styles.item, entry.tone === 'danger' && styles.danger)}
                isDisabled={entry.isDisabled ?? false}
                {...(entry.href === undefined ? {} : { href: entry.href })}
                {...(entry.onAction === undefined ? {} : { onAction: entry.onAction })}
              >
                {entry.icon}
                <span className={styles.words}>
                  <Text slot="label">{entry.label}</Text>
                  {entry.description && (
                    <Text slot="description" className={styles.description ?? ''}>
                      {entry.description}
                    </Text>
                  )}
                </span>
                {entry.shortcut && (
                  // Drawn by the style sheet: it describes the entry, and is no part of its name.
                  <Keyboard className={styles.shortcut ?? ''} data-keys={entry.shortcut} />
                )}
              </MenuItem>
            ),
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
