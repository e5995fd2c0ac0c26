import { z } from 'zod';
import {
  dtlsParameters,
  rtpCapabilities,
  rtpParameters,
} from '../../../../shared/contracts/index.ts';

/** What the bench asks of the bare server, over the channel between parent and child process. */
export const bareRequest = z.discriminatedUnion('name', [
  z.object({ id: z.int(), name: z.literal('openRoom') }),
  z.object({ id: z.int(), name: z.literal('openTransport'), dtlsParameters }),
  z.object({ id: z.int(), name: z.literal('produce'), transportId: z.string(), rtpParameters }),
  z.object({
    id: z.int(),
    name: z.literal('consume'),
    transportId: z.string(),
    producerId: z.string(),
    rtpCapabilities,
  }),
]);
export type BareRequest = z.infer<typeof bareRequest>;

export interface BareReply {
  id: number;
  result?: unknown;
  error?: string;
}
