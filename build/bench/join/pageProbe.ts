/// <reference lib="dom" />

/** Chromium has it, TypeScript's DOM library does not (W3C mediacapture-transform). */
declare const MediaStreamTrackProcessor: new (init: { track: MediaStreamTrack }) => {
  readable: ReadableStream<VideoFrame>;
};

/** Moments of one join in milliseconds of the page's clock; null: not seen (yet). */
export interface JoinMoments {
  click: number | null;
  /** The request to join leaves the page, over a socket that is open by then. */
  asked: number | null;
  answered: number | null;
  /** Of the connection that receives. */
  ice: number | null;
  dtls: number | null;
  /** The first RTP packet of a video. */
  rtp: number | null;
  /** The first frame of another's video left its decoder, by the clock of a thread that does nothing else. */
  decoded: number | null;
  /** A remote picture is on screen: the callback that the page gets for it. */
  frame: number | null;
  /** A remote voice is heard: the first block of samples louder than `AUDIBLE_RMS`. */
  sound: number | null;
}

export interface JoinProbe {
  moments: JoinMoments;
  /** Starts the sound card and what listens and looks, so that their start is not measured with the join. */
  prepare(): Promise<void>;
  /** Resolves when all of them have been seen. */
  whenDone: Promise<JoinMoments>;
}

/**
 * Runs in the page before its own code and watches from outside: the click, the marks, the states of
 * peer connections, the first frame of a remote video behind its decoder and in any element, the first loud
 * remote sample.
 */
export function installJoinProbe({ asked, answered }: { asked: string; answered: string }): void {
  const AUDIBLE_RMS = 0.01;
  const moments: JoinMoments = {
    click: null,
    asked: null,
    answered: null,
    ice: null,
    dtls: null,
    rtp: null,
    decoded: null,
    frame: null,
    sound: null,
  };
  let finish: (moments: JoinMoments) => void = () => undefined;
  const whenDone = new Promise<JoinMoments>((resolve) => (finish = resolve));
  const note = (moment: keyof JoinMoments, at = performance.now()): void => {
    moments[moment] ??= at;
    if (Object.values(moments).every((seen) => seen !== null)) finish(moments);
  };
  const remoteTracks = new WeakSet<MediaStreamTrack>();
  let listening: AudioContext | null = null;
  let eye: Worker | null = null;

  document.addEventListener('click', () => note('click'), true);
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) {
      if (name === asked) note('asked', startTime);
      if (name === answered) note('answered', startTime);
    }
  }).observe({ type: 'mark' });

  const watchConnection = (connection: RTCPeerConnection): void => {
    connection.addEventListener('track', ({ track }) => {
      remoteTracks.add(track);
      if (track.kind === 'audio') listenTo(track);
      else watchFrames(track);
      noteStates(connection);
    });
    connection.addEventListener('iceconnectionstatechange', () => noteStates(connection));
    connection.addEventListener('connectionstatechange', () => noteStates(connection));
  };
  const noteStates = (connection: RTCPeerConnection): void => {
    const receives = connection.getReceivers().some(({ track }) => remoteTracks.has(track));
    if (!receives) return;
    const ice = connection.iceConnectionState;
    if (ice === 'connected' || ice === 'completed') note('ice');
    if (connection.connectionState === 'connected') note('dtls');
  };
  const watchFrames = (track: MediaStreamTrack): void => {
    track.addEventListener('unmute', () => note('rtp'), { once: true });
    const { readable } = new MediaStreamTrackProcessor({ track });
    eye?.postMessage(readable, [readable]);
  };
  const listenTo = (track: MediaStreamTrack): void => {
    if (!listening) return;
    const ear = new AudioWorkletNode(listening, 'ear');
    ear.port.onmessage = ({ data }: MessageEvent<number>) => {
      note('sound', data - performance.timeOrigin);
    };
    listening.createMediaStreamSource(new MediaStream([track])).connect(ear);
    // Without a way to the speaker nothing is pulled through; the ear itself gives silence on.
    ear.connect(listening.destination);
  };

  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      watchConnection(this);
    }
  };
  const own = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
  Object.defineProperty(HTMLVideoElement.prototype, 'srcObject', {
    configurable: true,
    get(this: HTMLVideoElement): unknown {
      return own?.get?.call(this);
    },
    set(this: HTMLVideoElement, stream: MediaStream | null) {
      own?.set?.call(this, stream);
      if (stream?.getVideoTracks().some((track) => remoteTracks.has(track)))
        this.requestVideoFrameCallback(() => note('frame'));
    },
  });

  /** The page's own thread, busy drawing, would hear late of a frame. */
  const openEye = (): void => {
    const code = `onmessage = async ({ data: readable }) => {
      const frames = readable.getReader();
      const { value } = await frames.read();
      postMessage(Date.now());
      value?.close();
      await frames.cancel();
    }`;
    eye = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
    eye.onmessage = ({ data }: MessageEvent<number>) => {
      note('decoded', data - performance.timeOrigin);
    };
  };
  const openEar = async (): Promise<void> => {
    const ear = `registerProcessor('ear', class extends AudioWorkletProcessor {
      process([input]) {
        const samples = input[0];
        if (!samples) return true;
        let power = 0;
        for (const sample of samples) power += sample * sample;
        if (Math.sqrt(power / samples.length) < ${AUDIBLE_RMS}) return true;
        this.port.postMessage(Date.now());
        return false;
      }
    })`;
    const context = new AudioContext();
    const url = URL.createObjectURL(new Blob([ear], { type: 'text/javascript' }));
    await context.audioWorklet.addModule(url);
    await context.resume();
    listening = context;
  };
  const prepare = async (): Promise<void> => {
    openEye();
    await openEar();
  };
  Object.assign(window, { joinProbe: { moments, prepare, whenDone } satisfies JoinProbe });
}
