import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { ChatEntry } from '../meetingState.ts';

/** Closer to the end than this counts as reading the latest. */
const NEAR_END_PX = 48;
const NEAR_START_PX = 80;

export interface ChatScroll {
  /** New messages lie below what is on screen. */
  hasNewBelow: boolean;
  handleScroll: () => void;
  scrollToEnd: () => void;
}

/**
 * Stays at the end while one reads there, and where one reads while older messages are put before.
 * @param onNearStart Called when one scrolls to the oldest message that is there.
 */
export function useChatScroll(
  ref: RefObject<HTMLDivElement | null>,
  entries: readonly ChatEntry[],
  selfId: string | null,
  onNearStart: () => void,
): ChatScroll {
  const isAtEnd = useRef(true);
  const before = useRef<{ firstId: string | undefined; height: number }>({
    firstId: undefined,
    height: 0,
  });
  /** The latest message at the time at which one was at the end; null: one is there now. */
  const [leftAt, setLeftAt] = useState<string | null>(null);
  const firstId = entries[0]?.id;
  const last = entries.at(-1);
  const lastId = last?.id;
  // Whoever writes wants to see it, wherever they were reading.
  const isOwnSending = last?.delivery === 'sending' && last.participantId === selfId;

  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const grown = element.scrollHeight - before.current.height;
    const isPrepended = before.current.firstId !== undefined && firstId !== before.current.firstId;
    before.current = { firstId, height: element.scrollHeight };
    if (isAtEnd.current || isOwnSending) element.scrollTop = element.scrollHeight;
    else if (isPrepended) element.scrollTop += grown;
  }, [ref, firstId, lastId, isOwnSending, entries]);

  return {
    hasNewBelow: leftAt !== null && lastId !== undefined && leftAt !== lastId,
    handleScroll() {
      const element = ref.current;
      if (element === null) return;
      const below = element.scrollHeight - element.scrollTop - element.clientHeight;
      isAtEnd.current = below < NEAR_END_PX;
      setLeftAt((before) => (isAtEnd.current ? null : (before ?? lastId ?? '')));
      if (element.scrollTop < NEAR_START_PX) onNearStart();
    },
    scrollToEnd() {
      ref.current?.scrollTo({ top: ref.current.scrollHeight, behavior: 'smooth' });
    },
  };
}
