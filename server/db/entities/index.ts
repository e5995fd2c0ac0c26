import { chatMessageEntity } from './chatMessage.ts';
import { meetingEntity } from './meeting.ts';
import { meetingMemberEntity } from './meetingMember.ts';
import { participantEntity } from './participant.ts';
import { refreshFamilyEntity } from './refreshFamily.ts';
import { refreshTokenEntity } from './refreshToken.ts';
import { userEntity } from './user.ts';

/** Every table that TypeORM knows. */
export const entities = [
  userEntity,
  refreshFamilyEntity,
  refreshTokenEntity,
  meetingEntity,
  meetingMemberEntity,
  participantEntity,
  chatMessageEntity,
];
