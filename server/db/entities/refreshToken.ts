import { EntitySchema } from 'typeorm';

export interface RefreshTokenRow {
  /** SHA-256: what is looked up is 256 random bits, so nothing slower is needed. */
  hash: Buffer;
  familyId: string;
  generation: number;
}

export const refreshTokenEntity = new EntitySchema<RefreshTokenRow>({
  name: 'RefreshToken',
  tableName: 'refresh_tokens',
  columns: {
    hash: { type: 'bytea', primary: true },
    familyId: { type: 'uuid', name: 'family_id' },
    generation: { type: 'integer' },
  },
});
