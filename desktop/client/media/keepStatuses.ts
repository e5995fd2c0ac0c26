/**
 * Asks for each permission once. Chromium keeps every status that it gave for as long as the page lives, and tells it what
 * changes: one is enough, and always of now (W3C Permissions, 6.2).
 */
export function keepStatuses(permissions: Pick<Permissions, 'query'>): Pick<Permissions, 'query'> {
  const kept = new Map<string, Promise<PermissionStatus>>();
  return {
    query({ name }) {
      const known = kept.get(name);
      if (known) return known;
      const asked = permissions.query({ name });
      kept.set(name, asked);
      // Asked again where the browser could not tell.
      asked.catch(() => kept.delete(name));
      return asked;
    },
  };
}
