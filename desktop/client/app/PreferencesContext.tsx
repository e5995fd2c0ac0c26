import { createContext, useContext, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { Preferences } from './preferences.ts';

const PreferencesContext = createContext<StoreApi<Preferences> | null>(null);

export function PreferencesProvider({
  preferences,
  children,
}: {
  preferences: StoreApi<Preferences>;
  children: ReactNode;
}) {
  return <PreferencesContext value={preferences}>{children}</PreferencesContext>;
}

export function usePreferences(): [Preferences, change: (part: Partial<Preferences>) => void] {
  const store = useContext(PreferencesContext);
  if (!store) throw new Error('usePreferences outside of PreferencesProvider');
  return [
    useStore(store),
    (part) => {
      store.setState(part);
    },
  ];
}
