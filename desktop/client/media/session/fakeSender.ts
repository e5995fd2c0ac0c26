/** A sender of three layers, of which the largest is off at first, as a camera is produced. */
export function createSender(
  onLayers: (active: string, degradationPreference: string | undefined) => void,
): RTCRtpSender {
  let parameters: Partial<RTCRtpSendParameters> = {
    encodings: [{ active: true }, { active: true }, { active: false }],
  };
  const sender = {
    getParameters: () => structuredClone(parameters),
    setParameters: (next: RTCRtpSendParameters) => {
      parameters = structuredClone(next);
      const layers = next.encodings.map(({ active }) => (active ? '1' : '0')).join('');
      onLayers(layers, next.degradationPreference);
      return Promise.resolve();
    },
  };
  return sender as unknown as RTCRtpSender; // As much of it as is used.
}
