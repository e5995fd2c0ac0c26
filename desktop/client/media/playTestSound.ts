const NOTES_HZ = [523.25, 659.25, 783.99];
const NOTE_SECONDS = 0.18;

/** Plays three rising notes at a speaker (null: the default) and resolves when they are over. */
export async function playTestSound(speakerId: string | null): Promise<void> {
  const context = new AudioContext();
  const element = new Audio();
  try {
    if (context.state === 'suspended') await context.resume();
    const sink = context.createMediaStreamDestination();
    element.srcObject = sink.stream;
    if (speakerId !== null && 'setSinkId' in element) await element.setSinkId(speakerId);
    await element.play();
    await playNotes(context, sink);
  } finally {
    element.pause();
    element.srcObject = null;
    await context.close();
  }
}

function playNotes(context: AudioContext, sink: AudioNode): Promise<void> {
  const start = context.currentTime + 0.05;
  const notes = NOTES_HZ.map((frequency, index) => {
    const at = start + index * NOTE_SECONDS;
    const tone = new OscillatorNode(context, { frequency });
    const volume = new GainNode(context, { gain: 0 });
    // A note that starts and stops abruptly clicks.
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.25, at + 0.02);
    volume.gain.linearRampToValueAtTime(0, at + NOTE_SECONDS);
    tone.connect(volume).connect(sink);
    tone.start(at);
    tone.stop(at + NOTE_SECONDS);
    return tone;
  });
  return new Promise((resolve) => {
    notes.at(-1)?.addEventListener('ended', () => resolve());
  });
}
