import { Agent, request } from 'node:http';
import type { HttpAnswer } from './checkAnswers.ts';

const LIMIT_MS = 20_000;
const MAX_KEPT_BYTES = 1024 * 1024;

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export function closeIdleConnections(): void {
  agent.destroy();
}

export interface HttpRequest {
  url: string;
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  body: Buffer | null;
}

/**
 * Sends what `fetch` would refuse to: any method, path and header that HTTP can carry.
 * @returns the answer; 'closed' when the server hung up; 'late' when it said nothing; 'unsendable'
 */
export function sendHttp(
  sent: HttpRequest,
): Promise<HttpAnswer | 'closed' | 'late' | 'unsendable'> {
  const { hostname, port } = new URL(sent.url);
  return new Promise((resolve) => {
    try {
      const { method, path, body } = sent;
      // Node gives a DELETE no length of its own accord.
      const length = body ? { 'content-length': String(body.length) } : {};
      const headers = { ...length, ...sent.headers };
      const outgoing = request({ agent, hostname, port, method, path, headers });
      outgoing.setTimeout(LIMIT_MS, () => {
        resolve('late');
        outgoing.destroy();
      });
      outgoing.on('error', () => resolve('closed'));
      outgoing.on('upgrade', (_answer, socket) => {
        socket.destroy();
        resolve('closed');
      });
      outgoing.on('response', (answer) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes <= MAX_KEPT_BYTES) chunks.push(chunk);
        });
        answer.on('error', () => resolve('closed'));
        answer.on('end', () => {
          const type = answer.headers['content-type'] ?? '';
          const text = Buffer.concat(chunks).toString();
          resolve({ status: answer.statusCode ?? 0, type, text });
        });
      });
      outgoing.end(body ?? undefined);
    } catch {
      // Node itself refuses the header or path; over raw TCP its like is sent by planRaw.
      resolve('unsendable');
    }
  });
}
