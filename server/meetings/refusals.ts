import { AppError } from '../../shared/errors.ts';

export function unknownMeeting(): AppError {
  return new AppError('meeting_not_found', 'There is no meeting with this code. Check the link.');
}

export function endedMeeting(): AppError {
  return new AppError('meeting_ended', 'This meeting has ended.');
}

export function unknownParticipant(): AppError {
  return new AppError('participant_not_found', 'There is no such participant in this meeting.');
}
