import { z } from 'zod';

/** Whose transport it is, and what the caller noted of the session that took it up. */
const peerLabel = z.object({ peerId: z.uuid(), note: z.string() });
export type PeerLabel = z.infer<typeof peerLabel>;

/** As a node keeps it at the transports of a peer. */
export function toPeerLabel(label: PeerLabel): string {
  return JSON.stringify(label);
}

/** @returns null for what is no label of ours */
export function readPeerLabel(text: string): PeerLabel | null {
  try {
    return peerLabel.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
