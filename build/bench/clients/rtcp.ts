const PAYLOAD_SPECIFIC_FEEDBACK = 206;
const PICTURE_LOSS = 1;
const FULL_INTRA_REQUEST = 4;

/**
 * The streams of which a compound RTCP packet asks a key frame, by PLI or by FIR (RFC 4585, section
 * 6.3.1; RFC 5104, section 4.3.1).
 * @returns their SSRCs
 */
export function keyFrameRequests(compound: Buffer): number[] {
  const ssrcs: number[] = [];
  for (let at = 0; at + 12 <= compound.length;) {
    const end = at + 4 + 4 * compound.readUInt16BE(at + 2);
    const format = compound.readUInt8(at) & 0x1f;
    if (compound.readUInt8(at + 1) === PAYLOAD_SPECIFIC_FEEDBACK) {
      if (format === PICTURE_LOSS) ssrcs.push(compound.readUInt32BE(at + 8));
      if (format === FULL_INTRA_REQUEST) {
        for (let entry = at + 12; entry + 8 <= Math.min(end, compound.length); entry += 8) {
          ssrcs.push(compound.readUInt32BE(entry));
        }
      }
    }
    at = end;
  }
  return ssrcs;
}
