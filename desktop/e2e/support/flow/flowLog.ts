import type { BrowserContext, Page } from 'playwright';

/** How often the microphone changes its tone: so fine is what is known of sound. */
export const TONE_MS = 100;

/** Chromium has it, TypeScript's DOM library does not (W3C mediacapture-transform). */
declare const MediaStreamTrackProcessor: new (init: {
  track: MediaStreamTrack;
  maxBufferSize: number;
}) => { readable: ReadableStream<AudioData> };

/** When something new of others was shown or heard, ms since the epoch, in order. */
export interface FlowLog {
  /** Frames of each other person's camera, by participant id. */
  video: Record<string, number[]>;
  /** New sound, of whomever. */
  sound: number[];
}

/**
 * Pages opened from now on send an unbroken sound of two tones in turn, and keep a log of what arrives. Gaps
 * of frames come from requestVideoFrameCallback; gaps of sound from what is really to be heard.
 */
export async function keepFlowLog(context: BrowserContext): Promise<void> {
  await context.addInitScript(sendTones, TONE_MS);
  await context.addInitScript(logFrames);
  await context.addInitScript(logSound);
}

export function readFlowLog(page: Page): Promise<FlowLog> {
  return page.evaluate(() => {
    const { video, sound } = (window as unknown as { flowLog: FlowLog }).flowLog;
    // Several people's sounds are noted as they are read, which is not quite in turn.
    return { video, sound: sound.toSorted((a, b) => a - b) };
  });
}

/** In the page: the microphone is a synthesiser, past all that a browser does to voices. */
function sendTones(toneMs: number): void {
  const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const stream = await original(constraints);
    const [microphone] = stream.getAudioTracks();
    if (!microphone) return stream;
    const audio = new AudioContext();
    const tone = new OscillatorNode(audio, { frequency: 750 });
    const turns = new OscillatorNode(audio, { type: 'square', frequency: 500 / toneMs });
    const target = audio.createMediaStreamDestination();
    turns.connect(new GainNode(audio, { gain: 250 })).connect(tone.frequency);
    tone.connect(new GainNode(audio, { gain: 0.3 })).connect(target);
    tone.start();
    turns.start();
    const [made] = target.stream.getAudioTracks();
    if (!made) return stream;
    // It passes for the device that it stands in for.
    made.getSettings = () => microphone.getSettings();
    stream.removeTrack(microphone);
    stream.addTrack(made);
    return stream;
  };
}

/** In the page. */
function logFrames(): void {
  const log: FlowLog = { video: {}, sound: [] };
  Object.assign(window, { flowLog: log });
  const watched = new WeakSet<HTMLVideoElement>();
  const watch = (video: HTMLVideoElement) => {
    // One's own picture comes over no path.
    const isOwn = video.closest('[role="group"]')?.ariaLabel?.includes('(you)') === true;
    if (isOwn || watched.has(video)) return;
    watched.add(video);
    const frames = (log.video[video.dataset['participantId'] ?? ''] ??= []);
    const note = () => {
      frames.push(performance.timeOrigin + performance.now());
      video.requestVideoFrameCallback(note);
    };
    video.requestVideoFrameCallback(note);
  };
  setInterval(() => {
    document.querySelectorAll<HTMLVideoElement>('video[data-participant-id]').forEach(watch);
  }, 100);
}

/**
 * In the page. Notes when the tone changes: what conceals lost packets repeats the last tone and fades, so
 * only sound that really came makes it change. Times are those of the samples, however busy the page is.
 */
function logSound(): void {
  /** -34 dB: what a concealment that has faded leaves. */
  const leastEnergy = 4e-4;
  /** In 10 ms a tone of 500 Hz crosses zero 10 times, one of 1000 Hz 20 times. */
  const betweenTones = 15;
  /** @returns whether it is the high one; null: nothing that can be called a tone */
  const toneOf = (samples: Float32Array): boolean | null => {
    let energy = 0;
    let crossings = 0;
    samples.forEach((sample, index) => {
      energy += sample * sample;
      if (index > 0 && sample >= 0 !== (samples[index - 1] ?? 0) >= 0) crossings += 1;
    });
    return energy / samples.length > leastEnergy ? crossings > betweenTones : null;
  };
  /** For one person's sound: of two at once, one may change just where the other changes back. */
  const createTake = () => {
    let tone: boolean | null = null;
    let candidate: boolean | null = null;
    return (samples: Float32Array, at: number) => {
      const heard = toneOf(samples);
      // Two blocks alike, since one may hold the end of one tone and the beginning of the next.
      if (heard !== null && heard === candidate && heard !== tone) {
        tone = heard;
        (window as unknown as { flowLog: FlowLog }).flowLog.sound.push(at);
      }
      candidate = heard;
    };
  };
  const listen = async (track: MediaStreamTrack) => {
    const { readable } = new MediaStreamTrackProcessor({ track, maxBufferSize: 500 });
    const take = createTake();
    let offsetMs = Infinity;
    for await (const data of readable) {
      const samples = new Float32Array(data.numberOfFrames);
      data.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
      const at = data.timestamp / 1000;
      data.close();
      // The least is that of a moment in which the page was idle.
      offsetMs = Math.min(offsetMs, performance.timeOrigin + performance.now() - at);
      take(samples, at + offsetMs);
    }
  };
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      this.addEventListener('track', ({ track }) => {
        if (track.kind === 'audio') void listen(track);
      });
    }
  };
}
