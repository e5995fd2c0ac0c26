import { EntitySchema } from 'typeorm';
import type { RefreshFamily } from '../../accounts/index.ts';

export const refreshFamilyEntity = new EntitySchema<RefreshFamily>({
  name: 'RefreshFamily',
  tableName: 'refresh_families',
  columns: {
    id: { type: 'uuid', primary: true },
    userId: { type: 'uuid', name: 'user_id' },
    client: { type: 'text' },
    generation: { type: 'integer' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    rotatedAt: { type: 'timestamptz', name: 'rotated_at' },
    expiresAt: { type: 'timestamptz', name: 'expires_at' },
    revokedAt: { type: 'timestamptz', name: 'revoked_at', nullable: true },
  },
});
