import { Ellipsis, Link2, Pencil, Square, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Meeting } from '../../../../shared/contracts/index.ts';
import { may } from '../../../../shared/domain/permissions.ts';
import { useMessages } from '../../i18n/index.ts';
import { IconButton, Menu, type MenuEntry } from '../../ui/index.ts';
import type { ListProps } from './ListFrame.tsx';
import { homeMessages } from './messages.ts';
import { useCopyLink } from './useCopyLink.ts';

const ICON = { size: 20, strokeWidth: 1.5, 'aria-hidden': true } as const;

export interface MeetingMenuProps extends Pick<ListProps, 'onAsk'> {
  meeting: Meeting;
}

/** What one may do to a meeting without being in it. */
export function MeetingMenu({ meeting, onAsk }: MeetingMenuProps) {
  const t = useMessages(homeMessages);
  const entries = useEntries(meeting, onAsk);
  if (entries.length === 0) return null;
  const label = t('actions', { title: meeting.title });
  return (
    <Menu
      label={label}
      entries={entries}
      trigger={<IconButton label={label} icon={<Ellipsis {...ICON} />} size="small" />}
    />
  );
}

function useEntries(meeting: Meeting, onAsk: ListProps['onAsk']): MenuEntry[] {
  const t = useMessages(homeMessages);
  const copyLink = useCopyLink();
  const { status, myRole } = meeting;
  const isOver = status === 'ended';
  const entries: MenuEntry[] = [];
  const add = (isOffered: boolean, entry: MenuEntry) => {
    if (isOffered) entries.push(entry);
  };
  const question = (
    kind: 'edit' | 'end' | 'delete',
    label: string,
    icon: ReactNode,
  ): MenuEntry => ({
    id: kind,
    label,
    icon,
    tone: kind === 'edit' ? 'normal' : 'danger',
    onAction: () => {
      onAsk({ kind, meeting });
    },
  });

  add(!isOver, {
    id: 'copy',
    label: t('copyLink'),
    icon: <Link2 {...ICON} />,
    onAction: () => {
      copyLink(meeting.code);
    },
  });
  add(!isOver && may(myRole, 'meeting:update'), question('edit', t('edit'), <Pencil {...ICON} />));
  add(
    status === 'active' && may(myRole, 'meeting:end'),
    question('end', t('end'), <Square {...ICON} />),
  );
  add(may(myRole, 'meeting:delete'), question('delete', t('remove'), <Trash2 {...ICON} />));
  return entries;
}
