import { createContext, useContext, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Me } from '../../../shared/contracts/index.ts';
import type { Api } from './Api.ts';
import type { SessionState } from './sessionState.ts';

const ApiContext = createContext<Api | null>(null);

export function ApiProvider({ api, children }: { api: Api; children: ReactNode }) {
  return <ApiContext value={api}>{children}</ApiContext>;
}

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (!api) throw new Error('useApi outside of ApiProvider');
  return api;
}

export function useSession(): SessionState {
  return useStore(useApi().session);
}

/** Who is signed in; null: a guest. */
export function useUser(): Me | null {
  const session = useSession();
  return session.kind === 'signedIn' ? session.user : null;
}
