import { EntitySchema } from 'typeorm';
import type { User } from '../../accounts/index.ts';

export const userEntity = new EntitySchema<User>({
  name: 'User',
  tableName: 'users',
  columns: {
    id: { type: 'uuid', primary: true },
    email: { type: 'text' },
    passwordHash: { type: 'text', name: 'password_hash' },
    displayName: { type: 'text', name: 'display_name' },
    role: { type: 'text' },
    locale: { type: 'text', nullable: true },
    avatarVersion: { type: 'text', name: 'avatar_version', nullable: true },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    lastSeenAt: { type: 'timestamptz', name: 'last_seen_at', nullable: true },
    bannedAt: { type: 'timestamptz', name: 'banned_at', nullable: true },
    banReason: { type: 'text', name: 'ban_reason', nullable: true },
  },
});
