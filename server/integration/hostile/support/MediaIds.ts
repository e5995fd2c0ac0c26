/** What the server calls one stream and the ways that it takes: enough for somebody else to try their hands on it. */
export interface MediaIds {
  /** Of the one who sends. */
  sendTransportId: string;
  producerId: string;
  /** Of one who receives it. */
  recvTransportId: string;
  consumerId: string;
}
