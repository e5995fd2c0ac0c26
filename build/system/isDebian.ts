import { readFileSync } from 'node:fs';

/** The fields of an os-release file, unquoted. */
export function parseOsRelease(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^([A-Z_]+)=(?:"(.*)"|'(.*)'|(.*))$/.exec(line.trim());
    if (match?.[1] === undefined) continue;
    fields.set(match[1], match[2] ?? match[3] ?? match[4] ?? '');
  }
  return fields;
}

/** What kind of Linux this is, from os-release; empty elsewhere. */
export function readOsRelease(): Map<string, string> {
  if (process.platform !== 'linux') return new Map();
  try {
    return parseOsRelease(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    // A system without the file is one that we know nothing of, which is what an empty map says.
    return new Map();
  }
}

/** Whether this is Debian or one of its children (Ubuntu, Mint, ...), which install with apt-get. */
export function isDebian(osRelease: Map<string, string> = readOsRelease()): boolean {
  const families = [osRelease.get('ID'), ...(osRelease.get('ID_LIKE') ?? '').split(' ')];
  return families.some((family) => family === 'debian' || family === 'ubuntu');
}
