import type { BrowserContext } from 'playwright';
import type { ClientPath, MediaDetour } from './ClientPath.ts';

/**
 * Sends the media of pages opened from now on over the path. The server tells a page its own address in
 * candidates; the page is told the path's in their place, as by a NAT in between, and knows no other way.
 */
export async function steerMedia(context: BrowserContext, path: ClientPath): Promise<void> {
  await context.addInitScript((detours: readonly MediaDetour[]) => {
    const candidates = /^(a=candidate:\S+ \d+ (udp|tcp) \d+) \S+ (\d+) /gim;
    const steer = (sdp: string) =>
      sdp.replace(candidates, (_line, head: string, protocol: string, port: string) => {
        const detour = detours.find(({ serverPort }) => serverPort === Number(port));
        if (!detour) throw new Error(`no path leads to the media port ${port}`);
        const isUdp = protocol.toLowerCase() === 'udp';
        return `${head} 127.0.0.1 ${isUdp ? detour.udpPort : detour.tcpPort} `;
      });
    window.RTCPeerConnection = class extends RTCPeerConnection {
      override setRemoteDescription({ type, sdp }: RTCSessionDescriptionInit): Promise<void> {
        return super.setRemoteDescription(sdp === undefined ? { type } : { type, sdp: steer(sdp) });
      }
    };
  }, path.detours);
}
