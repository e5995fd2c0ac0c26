import { useState } from 'react';
import { useApi } from '../../api/index.ts';
import { useProblems } from '../../i18n/index.ts';
import { showToast } from '../../ui/index.ts';

/** Makes a meeting for now and goes to it. */
export function useStartMeeting(onOpenMeeting: (code: string) => void) {
  const api = useApi();
  const toProblem = useProblems();
  const [isStarting, setIsStarting] = useState(false);

  async function start(title: string) {
    setIsStarting(true);
    try {
      const meeting = await api.call('createMeeting', { body: { title } });
      onOpenMeeting(meeting.code);
    } catch (error) {
      const { sentence, code } = toProblem(error);
      showToast({ tone: 'danger', title: sentence, description: code });
    } finally {
      setIsStarting(false);
    }
  }

  return { isStarting, startMeeting: (title: string) => void start(title) };
}
