import { refreshFamilyEntity } from './refreshFamily.ts';
import { refreshTokenEntity } from './refreshToken.ts';
import { userEntity } from './user.ts';

/** Every table that TypeORM knows. */
export const entities = [userEntity, refreshFamilyEntity, refreshTokenEntity];
