import type { Meeting, Session } from '../../../shared/contracts/index.ts';

export interface Account extends Session {
  password: string;
}

export interface Api {
  register: (displayName: string, details?: Record<string, unknown>) => Promise<Account>;
  createMeeting: (host: Session, plan?: Record<string, unknown>) => Promise<Meeting>;
  /** Anything else that somebody signed in may ask for. */
  ask: (who: Session, method: 'POST' | 'DELETE', path: string) => Promise<unknown>;
}

let count = 0;

/** What tests prepare over REST, to look at something else in the browser. */
export function createApi(url: string): Api {
  const send = async <T>(
    method: 'POST' | 'DELETE',
    path: string,
    { body = {}, token }: { body?: unknown; token?: string },
  ): Promise<T> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { data: T; message: string };
    if (!response.ok) throw new Error(`${path}: ${response.status} ${answer.message}`);
    return answer.data;
  };
  return {
    register: async (displayName, details = {}) => {
      count += 1;
      const password = 'correct horse battery';
      const email = `person${count}@example.org`;
      const body = { email, password, displayName, client: 'desktop', ...details };
      return { ...(await send<Session>('POST', '/auth/register', { body })), password };
    },
    createMeeting: (host, plan = {}) =>
      send<Meeting>('POST', '/meetings', {
        body: { title: 'Stand-up', ...plan },
        token: host.accessToken,
      }),
    ask: (who, method, path) => send(method, path, { token: who.accessToken }),
  };
}
