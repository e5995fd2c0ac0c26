/** Which methods each path takes, to tell a wrong method from a wrong path. */
export class KnownPaths {
  readonly #patterns: { pattern: RegExp; methods: Set<string> }[] = [];

  /** @param path With parameters as `:name`. */
  add(method: string, path: string): void {
    const escaped = path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+');
    const pattern = new RegExp(`^${escaped}$`);
    let entry = this.#patterns.find((known) => known.pattern.source === pattern.source);
    if (!entry) {
      entry = { pattern, methods: new Set() };
      this.#patterns.push(entry);
    }
    entry.methods.add(method);
    if (method === 'GET') entry.methods.add('HEAD');
  }

  /** @returns sorted; empty for a path that is not known */
  methodsOf(path: string): string[] {
    const methods = this.#patterns
      .filter(({ pattern }) => pattern.test(path))
      .flatMap((known) => [...known.methods]);
    return [...new Set(methods)].sort();
  }
}
