import { expect, it } from 'vitest';
import { mediaSsrcs } from './mediaSsrcs.ts';

it('finds one stream per section, and not that of its retransmissions', () => {
  const sdp = [
    'v=0',
    'm=video 9 UDP/TLS/RTP/SAVPF 96 97',
    'a=ssrc-group:FID 22 11',
    'a=ssrc:11 cname:janus',
    'a=ssrc:22 cname:janus',
    'm=video 9 UDP/TLS/RTP/SAVPF 96',
    'a=ssrc:33 cname:janus',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    '',
  ].join('\r\n');
  expect(mediaSsrcs(sdp)).toEqual([22, 33]);
});
