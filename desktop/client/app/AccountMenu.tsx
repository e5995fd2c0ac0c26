import { LogOut, Settings, ShieldCheck } from 'lucide-react';
import { useNavigate } from 'react-router';
import { useApi, useUser } from '../api/index.ts';
import { useMessages } from '../i18n/index.ts';
import { Avatar, Button, Menu, type MenuEntry } from '../ui/index.ts';
import styles from './AccountMenu.module.css';
import { appWords } from './words.ts';

const ICON = { size: 20, strokeWidth: 1.5, 'aria-hidden': true } as const;

export function AccountMenu() {
  const t = useMessages(appWords);
  const api = useApi();
  const user = useUser();
  const navigate = useNavigate();
  if (!user) return null;

  const entries: MenuEntry[] = [
    { id: 'settings', label: t('settings'), icon: <Settings {...ICON} />, href: '/settings' },
    ...(user.role === 'admin'
      ? [
          {
            id: 'admin',
            label: t('administration'),
            icon: <ShieldCheck {...ICON} />,
            href: '/admin',
          } as const,
        ]
      : []),
    { kind: 'separator', id: 'line' },
    {
      id: 'signOut',
      label: t('signOut'),
      icon: <LogOut {...ICON} />,
      onAction: () => void api.signOut().then(() => navigate('/')),
    },
  ];
  return (
    <Menu
      label={t('accountMenu', { name: user.displayName })}
      entries={entries}
      trigger={
        <Button variant="quiet">
          <Avatar name={user.displayName} colourKey={user.id} src={user.avatarUrl} size={28} />
          <span className={styles.name}>{user.displayName}</span>
        </Button>
      }
    />
  );
}
