import { createStore } from 'zustand/vanilla';
import type { MediaSource } from '../../../shared/contracts/index.ts';
import { TypedEvents } from '../platform/typedEvents.ts';
import { screenConstraints } from './captureConstraints.ts';
import { CapturedSource } from './CapturedSource.ts';
import { DeviceDirectory } from './DeviceDirectory.ts';
import { isPickerDismissed, toDeviceProblem } from './deviceProblem.ts';
import type { LocalMedia, LocalMediaEvents } from './localMedia.ts';
import type { LocalMediaState } from './localMediaState.ts';
import { MicMeter } from './MicMeter.ts';
import { openDevice, type DevicePorts } from './openDevice.ts';
import { playTestSound } from './playTestSound.ts';
import { Previews } from './Previews.ts';
import { ScreenCapture } from './ScreenCapture.ts';

export interface LocalMediaPorts extends DevicePorts {
  storage: Storage | null;
  isSecureContext: boolean;
  canChooseSpeaker: boolean;
  /** The desktop app asks which screen to share, not the browser. */
  hasOwnPicker: boolean;
}

const OFF: LocalMediaState = {
  mic: { kind: 'off' },
  camera: { kind: 'off' },
  screen: { kind: 'off' },
  mics: [],
  cameras: [],
  speakers: [],
  chosenMic: null,
  chosenCamera: null,
  chosenSpeaker: null,
};

/** Wires the sources, the list of devices, the meter and the previews to one store. */
export class BrowserLocalMedia implements LocalMedia {
  readonly store = createStore<LocalMediaState>(() => OFF);
  readonly #ports: LocalMediaPorts;
  readonly #events = new TypedEvents<LocalMediaEvents>();
  readonly #directory: DeviceDirectory;
  readonly #mic: CapturedSource;
  readonly #camera: CapturedSource;
  readonly #screen: ScreenCapture;
  readonly #meter: MicMeter;
  readonly #previews: Previews;
  #closed = false;

  constructor(ports: LocalMediaPorts) {
    this.#ports = ports;
    this.#directory = new DeviceDirectory(
      ports.mediaDevices,
      ports.storage,
      ports.canChooseSpeaker,
    );
    this.#mic = this.#createSource('mic');
    this.#camera = this.#createSource('camera');
    this.#screen = this.#createScreen();
    this.#meter = new MicMeter(ports.clock);
    this.#previews = new Previews((source) => this.track(source));
    this.#directory.watch(() => void this.#handleDevicesChanged());
    void this.#handleDevicesChanged();
  }

  track(source: MediaSource): MediaStreamTrack | null {
    switch (source) {
      case 'mic':
        return this.#mic.track;
      case 'camera':
        return this.#camera.track;
      case 'screen':
        return this.#screen.video;
      case 'screenAudio':
        return this.#screen.audio;
    }
  }

  async setMicOn(isOn: boolean): Promise<void> {
    await this.#mic.setOn(isOn);
  }

  async setCameraOn(isOn: boolean): Promise<void> {
    await this.#camera.setOn(isOn);
  }

  async startScreen(): Promise<void> {
    await this.#screen.start();
  }

  stopScreen(): void {
    this.#screen.stop();
  }

  async chooseMic(deviceId: string | null): Promise<void> {
    await this.#choose('mic', this.#mic, deviceId);
  }

  async chooseCamera(deviceId: string | null): Promise<void> {
    await this.#choose('camera', this.#camera, deviceId);
  }

  chooseSpeaker(deviceId: string | null): Promise<void> {
    this.#directory.want('speaker', deviceId);
    this.#showDevices();
    return Promise.resolve();
  }

  attachPreview(element: HTMLVideoElement, source: 'camera' | 'screen' = 'camera'): () => void {
    return this.#previews.attach(element, source);
  }

  subscribeMicLevel(listener: (level: number) => void): () => void {
    return this.#meter.subscribe(listener);
  }

  async playTestSound(): Promise<void> {
    try {
      await playTestSound(this.store.getState().chosenSpeaker);
    } catch {
      // The speaker is gone: the list that follows from `devicechange` says so.
      await this.#handleDevicesChanged();
    }
  }

  on<E extends keyof LocalMediaEvents>(
    event: E,
    listener: (...args: LocalMediaEvents[E]) => void,
  ): () => void {
    return this.#events.on(event, listener);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#directory.close();
    this.#mic.close();
    this.#camera.close();
    this.#screen.close();
    this.#meter.close();
    this.#previews.close();
    this.#events.close();
  }

  #createSource(source: 'mic' | 'camera'): CapturedSource {
    return new CapturedSource(source, this.#directory.chosen(source), {
      open: (deviceId) => openDevice(source, deviceId, this.#ports),
      toProblem: (error) => this.#toProblem(error, source),
      onState: (state) => {
        this.store.setState(source === 'mic' ? { mic: state } : { camera: state });
        // The first permission reveals names and ids of devices.
        if (state.kind === 'on') void this.#handleDevicesChanged();
      },
      onTrack: (track) => this.#handleTrack(source, track),
      onReplaced: (lost, now) => this.#events.emit('deviceReplaced', source, lost, now),
    });
  }

  #createScreen(): ScreenCapture {
    const { mediaDevices } = this.#ports;
    return new ScreenCapture({
      open: async () => {
        if (!mediaDevices || !('getDisplayMedia' in mediaDevices)) {
          throw new TypeError('This browser cannot share the screen.');
        }
        const supported: object = mediaDevices.getSupportedConstraints();
        return mediaDevices.getDisplayMedia(screenConstraints('restrictOwnAudio' in supported));
      },
      isDismissed: (error) => isPickerDismissed(error, this.#ports.hasOwnPicker),
      toProblem: (error) => this.#toProblem(error, 'screen'),
      onState: (screen) => this.store.setState({ screen }),
      onTracks: (video, audio) => {
        this.#handleTrack('screen', video);
        this.#handleTrack('screenAudio', audio);
      },
    });
  }

  #toProblem(error: unknown, source: 'mic' | 'camera' | 'screen') {
    const { mediaDevices, isSecureContext } = this.#ports;
    const isSupported =
      mediaDevices !== undefined && (source !== 'screen' || 'getDisplayMedia' in mediaDevices);
    return toDeviceProblem(error, { source, isSecureContext, isSupported });
  }

  #handleTrack(source: MediaSource, track: MediaStreamTrack | null): void {
    if (source === 'mic') this.#meter.setTrack(track);
    if (source === 'camera' || source === 'screen') this.#previews.handleTrack(source, track);
    this.#events.emit('trackChanged', source, track);
  }

  async #choose(
    what: 'mic' | 'camera',
    source: CapturedSource,
    deviceId: string | null,
  ): Promise<void> {
    const before = this.#directory.chosen(what);
    this.#directory.want(what, deviceId);
    this.#showDevices();
    if (await source.choose(deviceId)) return;
    this.#directory.want(what, before);
    this.#showDevices();
  }

  async #handleDevicesChanged(): Promise<void> {
    const arrived = await this.#directory.refresh();
    if (this.#closed) return;
    this.#showDevices();
    for (const [what, source] of [
      ['mic', this.#mic],
      ['camera', this.#camera],
    ] as const) {
      const wanted = this.#directory.chosen(what);
      // Plugged in again: the device that the person had picked takes over from the stand-in.
      if (arrived.includes(what) && source.track && source.deviceIdInUse !== wanted) {
        await source.choose(wanted);
      }
    }
  }

  #showDevices(): void {
    this.store.setState({
      ...this.#directory.lists,
      chosenMic: this.#directory.chosen('mic'),
      chosenCamera: this.#directory.chosen('camera'),
      chosenSpeaker: this.#directory.chosen('speaker'),
    });
  }
}
