/** Less arrived than a figure may be made of. */
export class NotDeliveredError extends Error {
  override readonly name = 'NotDeliveredError';
}

/**
 * A bench that loses what it measures measures something cheaper.
 * @param least the share that must arrive, 0 to 1
 * @throws NotDeliveredError when less did, Error when nothing was sent
 */
export function assertDelivered(what: string, sent: number, received: number, least: number): void {
  if (sent <= 0) throw new Error(`${what}: nothing was sent`);
  const share = received / sent;
  // More than all means that something is counted twice.
  if (!(share >= least && share <= 1.001)) {
    throw new NotDeliveredError(
      `${what}: ${received} of ${sent} delivered, wanted a share of ${least}`,
    );
  }
}
