import type { MeetingAction } from '../../../../shared/domain/permissions.ts';
import type { ErrorCode } from '../../../../shared/errors.ts';
import { ApiClient } from '../../support/ApiClient.ts';
import type { Scene } from './Scene.ts';

/** What keeps people out who may not do this. */
export interface Door {
  action: MeetingAction;
  refusal: ErrorCode;
  shut: (scene: Scene) => Promise<unknown>;
}

export const DOORS: readonly Door[] = [
  {
    action: 'meeting:joinWithoutPasscode',
    refusal: 'passcode_required',
    shut: (scene) => change(scene, { passcode: 'rosebud' }),
  },
  {
    action: 'meeting:joinWhenLocked',
    refusal: 'meeting_locked',
    shut: (scene) => scene.person('host').client.call('meeting:setLocked', { isLocked: true }),
  },
  {
    action: 'meeting:joinWhenFull',
    refusal: 'meeting_full',
    shut: (scene) => change(scene, { maxParticipants: scene.live().length }),
  },
];

async function change({ url, meeting, hostToken: token }: Scene, body: object): Promise<void> {
  const answer = await new ApiClient(url).send('PATCH', `/meetings/${meeting.code}`, {
    body,
    token,
  });
  if (answer.status >= 400) throw new Error(answer.text);
}
