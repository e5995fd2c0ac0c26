import nodeDataChannel from 'node-datachannel';

/**
 * Which SRTP suites the clients agree on with a server while `connect` runs. The library tells its
 * log and nobody else. What a suite costs is more than what servers differ by, so only servers with the
 * same one are compared.
 */
export async function srtpSuites<T>(
  connect: () => Promise<T>,
): Promise<{ suites: ReadonlySet<string>; connected: T }> {
  const suites = new Set<string>();
  nodeDataChannel.initLogger('Debug', (_level, line) => {
    const suite = /SRTP profile is: (\S+)/.exec(line)?.[1];
    if (suite !== undefined) suites.add(suite.replace(/^SRTP_/, ''));
  });
  try {
    return { suites, connected: await connect() };
  } finally {
    nodeDataChannel.initLogger('Error', () => undefined);
  }
}
