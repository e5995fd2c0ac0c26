import type { Meeting, Session } from '../../../shared/contracts/index.ts';

export interface Account extends Session {
  password: string;
}

export interface Api {
  register: (displayName: string, details?: Record<string, unknown>) => Promise<Account>;
  createMeeting: (host: Session, plan?: Record<string, unknown>) => Promise<Meeting>;
}

let count = 0;

/** What tests prepare over REST, to look at something else in the browser. */
export function createApi(url: string): Api {
  const post = async <T>(path: string, body: unknown, token?: string): Promise<T> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method: 'POST',
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
      return { ...(await post<Session>('/auth/register', body)), password };
    },
    createMeeting: (host, plan = {}) =>
      post<Meeting>('/meetings', { title: 'Stand-up', ...plan }, host.accessToken),
  };
}
