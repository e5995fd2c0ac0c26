import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../platform/fakeClock.ts';
import { type Flow, FlowWatch, SILENT_MS, SPARSE_SILENT_MS } from './FlowWatch.ts';
import { Pulse } from './Pulse.ts';

/** As much of a path as is looked at. */
class FakePath {
  connectionState: 'connected' | 'connecting' = 'connected';
  packets = 100;
  answers = 10;
  shownAt = 0;
  asked = 0;
  statsRead = 0;

  getStats = (): Promise<RTCStatsReport> => {
    this.statsRead += 1;
    // A map has all that is read of a report.
    const report = new Map<string, object>([
      ['video', { type: 'inbound-rtp', packetsReceived: this.packets }],
      ['pair', { type: 'candidate-pair', responsesReceived: this.answers }],
    ]);
    return Promise.resolve(report as unknown as RTCStatsReport);
  };

  flow = (isSparse: boolean): Flow => {
    const getSynchronizationSources = () => {
      this.asked += 1;
      return [{ source: 1, rtpTimestamp: 0, timestamp: this.shownAt }];
    };
    return { receiver: { getSynchronizationSources }, isSparse };
  };
}

describe('FlowWatch', () => {
  let clock: FakeClock;
  let path: FakePath;
  let flows: Flow[];
  let told: (number | 'blocked' | 'flow')[];
  let canAsk: boolean;
  let watch: FlowWatch;
  beforeEach(async () => {
    clock = createFakeClock();
    path = new FakePath();
    flows = [path.flow(false)];
    told = [];
    canAsk = true;
    watch = new FlowWatch({
      clock,
      pulse: new Pulse(clock),
      transport: () => path,
      flows: () => flows,
      remedy: (times) => {
        told.push(times);
        return Promise.resolve(canAsk);
      },
      onBlocked: () => told.push('blocked'),
      onFlow: () => told.push('flow'),
    });
    await pass(600, flowing);
  });

  const flowing = () => {
    path.packets += 3;
    path.shownAt += 100;
  };
  const answering = () => (path.answers += 1);
  const nothing = () => undefined;
  const pass = async (ms: number, each: () => unknown) => {
    for (let passed = 0; passed < ms; passed += 100) {
      each();
      clock.advance(100);
      // Statistics and remedies come in later turns.
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  };

  it('asks for a remedy after 500 ms without RTP', async () => {
    await pass(SILENT_MS - 100, nothing);
    expect(told).toEqual([]);
    await pass(100, nothing);
    expect(told).toEqual([1]);
  });

  it('[S2] knows that streams flow also while the server cannot be asked', async () => {
    watch.pause();
    await pass(2000, flowing);
    expect(watch.isFlowing).toBe(true);
    await pass(SILENT_MS, nothing);
    expect(watch.isFlowing).toBe(false);
    expect(told).toEqual([]);
    await pass(100, flowing);
    expect(watch.isFlowing).toBe(true);
    path.connectionState = 'connecting';
    await pass(SILENT_MS, flowing);
    expect(watch.isFlowing).toBe(false);
  });

  it('asks one question of one receiver per look while all is well, and reads no statistics', async () => {
    flows = Array.from({ length: 9 }, () => path.flow(false));
    await pass(300, flowing);
    path.asked = 0;
    await pass(1000, flowing);
    expect(path.asked).toBe(10);
    expect(path.statsRead).toBe(0);
  });

  it('is as quick to notice with many streams as with one', async () => {
    flows = Array.from({ length: 24 }, () => path.flow(false));
    await pass(3000, flowing);
    await pass(SILENT_MS - 100, nothing);
    expect(told).toEqual([]);
    expect(watch.isFlowing).toBe(false);
    await pass(100, nothing);
    expect(told).toEqual([1]);
  });

  it('goes on with another stream when the one that it asks falls silent alone', async () => {
    const quiet = new FakePath();
    flows = [quiet.flow(false), path.flow(false)];
    await pass(1000, () => {
      quiet.shownAt += 100;
      flowing();
    });
    await pass(5000, flowing);
    expect(told).toEqual([]);
  });

  it('is not alarmed by a decoder that waits for a key frame while packets come', async () => {
    await pass(5000, () => (path.packets += 3));
    expect(told).toEqual([]);
  });

  it('is not alarmed by the pauses of a microphone in a quiet room', async () => {
    flows = [path.flow(true)];
    await pass(300, flowing);
    for (let packet = 0; packet < 5; packet += 1) {
      await pass(SPARSE_SILENT_MS - 200, nothing);
      await pass(100, flowing);
    }
    expect(told).toEqual([]);
    await pass(SPARSE_SILENT_MS, nothing);
    expect(told).toEqual([1]);
  });

  it('expects nothing where all others are paused or out of sight', async () => {
    flows = [];
    await pass(30_000, nothing);
    expect(told).toEqual([]);
  });

  it('gives whoever begins to send time for the first frame', async () => {
    flows = [];
    await pass(1000, nothing);
    flows = [path.flow(false)];
    await pass(1500, nothing);
    expect(told).toEqual([]);
    await pass(500, nothing);
    expect(told).toEqual([1]);
  });

  it('is not alarmed by looks that come late, as in a hidden tab', async () => {
    watch.close();
    let now = 0;
    const alarms: number[] = [];
    const lateWatch = new FlowWatch({
      clock: { ...clock, now: () => now },
      pulse: new Pulse(clock),
      transport: () => path,
      flows: () => flows,
      remedy: (times) => Promise.resolve(alarms.push(times) > 0),
      onBlocked: () => undefined,
      onFlow: () => undefined,
    });
    for (let look = 0; look < 20; look += 1) {
      now += 1000;
      await pass(100, look % 3 === 0 ? flowing : nothing);
    }
    expect(alarms).toEqual([]);
    lateWatch.close();
  });

  it('asks for a stronger remedy where no check is answered, and calls the path blocked then', async () => {
    await pass(20_000, nothing);
    expect(told).toEqual([1, 2, 'blocked']);
  });

  it('does not blame a path that answers: whoever sends is cut off on their side', async () => {
    await pass(30_000, answering);
    expect(told).toEqual([1]);
  });

  it('blames a path that answered once when it answers no more', async () => {
    await pass(4000, answering);
    await pass(30_000, nothing);
    expect(told).toEqual([1, 2, 'blocked']);
  });

  it('tells at once when something comes again, and begins anew after that', async () => {
    await pass(1000, nothing);
    await pass(100, flowing);
    expect(told).toEqual([1, 'flow']);
    await pass(SILENT_MS, nothing);
    expect(told).toEqual([1, 'flow', 1]);
  });

  it('tells that a blocked path brings something again', async () => {
    await pass(20_000, nothing);
    await pass(100, flowing);
    expect(told.at(-1)).toBe('flow');
  });

  it('repeats a remedy that could not be applied', async () => {
    canAsk = false;
    await pass(5000, nothing);
    expect(told).toEqual([1, 1, 1]);
  });

  it('counts on where the second remedy brought a transport that is silent, too', async () => {
    await pass(3000, nothing);
    expect(told).toEqual([1, 2]);
    const old = path;
    path = new FakePath();
    flows = [path.flow(false)];
    path.packets = 0;
    await pass(6000, nothing);
    expect(told).toEqual([1, 2, 'blocked']);
    expect(old.connectionState).toBe('connected');
  });

  it('leaves a transport alone that does not call itself connected', async () => {
    path.connectionState = 'connecting';
    await pass(10_000, nothing);
    expect(told).toEqual([]);
  });

  it('rests while the server cannot be asked, and begins anew afterwards', async () => {
    await pass(3000, nothing);
    watch.pause();
    await pass(20_000, nothing);
    expect(told).toEqual([1, 2]);
    watch.forget();
    await pass(SILENT_MS, nothing);
    expect(told).toEqual([1, 2, 1]);
  });

  it('tells that streams come again which fell silent while the server could not be asked', async () => {
    watch.pause();
    await pass(SILENT_MS + 100, nothing);
    await pass(300, flowing);
    expect(told).toEqual([]);
    watch.forget();
    await pass(300, flowing);
    expect(told).toEqual(['flow']);
  });

  it('tells that streams come again over a path that broke by its own account', async () => {
    path.connectionState = 'connecting';
    await pass(SILENT_MS + 100, nothing);
    path.connectionState = 'connected';
    await pass(300, flowing);
    expect(told).toEqual(['flow']);
  });

  it('has nothing to tell of streams that went on while only the server could not be asked', async () => {
    watch.pause();
    await pass(5000, flowing);
    watch.forget();
    await pass(300, flowing);
    expect(told).toEqual([]);
  });

  it('leaves no timer when it is closed', () => {
    watch.close();
    expect(clock.pendingCount).toBe(0);
  });
});
