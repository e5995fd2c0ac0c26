import type { LiveRooms } from '../ports.ts';

/** Rooms that people are put into by hand; what was asked of them is told in words. */
export class FakeLiveRooms implements LiveRooms {
  /** participant id -> meeting id */
  readonly present = new Map<string, string>();
  readonly asked: string[] = [];
  /** Of whom acts as host: account ids. */
  readonly actingHosts = new Set<string>();

  presentCount(meetingId: string): number {
    return [...this.present.values()].filter((id) => id === meetingId).length;
  }

  presentNames(meetingId: string, max: number): string[] {
    const here = [...this.present].filter(([, id]) => id === meetingId);
    return here.slice(0, max).map(([participantId]) => `name of ${participantId}`);
  }

  presentTotal(): number {
    return this.present.size;
  }

  isPresent(meetingId: string, participantId: string): boolean {
    return this.present.get(participantId) === meetingId;
  }

  isActingHost(_meetingId: string, userId: string): boolean {
    return this.actingHosts.has(userId);
  }

  close(meetingId: string, reason: string): void {
    this.asked.push(`close ${meetingId} ${reason}`);
    for (const [participantId, id] of this.present) {
      if (id === meetingId) this.present.delete(participantId);
    }
  }

  remove(meetingId: string, participantId: string): void {
    this.asked.push(`remove ${meetingId} ${participantId}`);
    this.present.delete(participantId);
  }

  handleRole(meetingId: string, userId: string, role: string): void {
    this.asked.push(`role ${meetingId} ${userId} ${role}`);
  }

  leave(meetingId: string, participantId: string): void {
    this.asked.push(`leave ${meetingId} ${participantId}`);
    this.present.delete(participantId);
  }

  changed(meetingId: string): void {
    this.asked.push(`changed ${meetingId}`);
  }
}
