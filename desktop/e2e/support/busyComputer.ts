import type { BrowserContext, Page } from 'playwright/test';

/**
 * Pages opened from now on can be told to look at a computer that hardly keeps up: their browser then says of
 * every encoder that the processor limits it, and of every decoder that half of its frames came too late. What the
 * page makes of that, and all that sends and receives, is real.
 */
export async function allowBusiness(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    window.RTCPeerConnection = class extends RTCPeerConnection {
      override async getStats(selector?: MediaStreamTrack | null): Promise<RTCStatsReport> {
        const report = await super.getStats(selector);
        return 'isBusy' in window && window.isBusy === true ? toldByBusy(report) : report;
      }
    };
    const toldByBusy = (report: RTCStatsReport): RTCStatsReport => {
      const told = [...report.values()].map((entry: Record<string, unknown>) => {
        if (entry['kind'] !== 'video') return entry;
        if (entry['type'] === 'outbound-rtp') return { ...entry, qualityLimitationReason: 'cpu' };
        if (entry['type'] === 'inbound-rtp')
          return { ...entry, framesDropped: entry['framesDecoded'] };
        return entry;
      });
      return new Map(told.map((entry) => [String(entry['id']), entry]));
    };
  });
}

/**
 * For a page that is not opened yet: observers that run already keep the real pressure of the machine.
 * @returns sets whether it is busy; says so by the Compute Pressure API too
 */
export async function takeOverPressure(page: Page): Promise<(isBusy: boolean) => Promise<void>> {
  let refusal: string | null = null;
  page.on('console', (message) => {
    if (/^non-virtual observers are running/i.test(message.text())) refusal = message.text();
  });
  const session = await page.context().newCDPSession(page);
  const source = 'cpu';
  await session.send('Emulation.setPressureSourceOverrideEnabled', { source, enabled: true });
  return async (isBusy) => {
    const state = isBusy ? 'critical' : 'nominal';
    await session.send('Emulation.setPressureStateOverride', { source, state });
    await page.evaluate((value) => Object.assign(window, { isBusy: value }), isBusy);
    if (refusal !== null) throw new Error(refusal);
  };
}
