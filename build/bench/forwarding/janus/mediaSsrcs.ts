/**
 * The streams that an SDP offers, one per media section: the first SSRC of each; a second one is of its
 * retransmissions (RFC 5576, section 4.2).
 */
export function mediaSsrcs(sdp: string): number[] {
  return sdp
    .split(/^(?=m=)/m)
    .slice(1)
    .flatMap((section) => {
      const ssrc =
        /^a=ssrc-group:FID (\d+) /m.exec(section)?.[1] ?? /^a=ssrc:(\d+) /m.exec(section)?.[1];
      return ssrc === undefined ? [] : [Number(ssrc)];
    });
}
