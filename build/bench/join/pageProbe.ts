/// <reference lib="dom" />

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
  /** A remote picture is on screen: the callback that the page gets for it. */
  frame: number | null;
  /** A remote voice is heard: the first block of samples louder than `AUDIBLE_RMS`. */
  sound: number | null;
}

export interface JoinProbe {
  moments: JoinMoments;
  /** Starts the sound card, so that its start is not measured with the join. */
  prepareSound(): Promise<void>;
  /** Resolves when all of them have been seen. */
  whenDone: Promise<JoinMoments>;
}

/**
 * Runs in the page before its own code and watches from outside: the click, the marks, the states of
 * peer connections, the first frame of a remote video in any element, the first loud remote sample.
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
      else track.addEventListener('unmute', () => note('rtp'), { once: true });
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

  const prepareSound = async (): Promise<void> => {
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
  Object.assign(window, { joinProbe: { moments, prepareSound, whenDone } satisfies JoinProbe });
}
