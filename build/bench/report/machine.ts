import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { readOsRelease } from '../../system/isDebian.ts';

/** Where and of what the figures were taken. */
export interface Machine {
  system: string;
  kernel: string;
  processor: string;
  cores: number;
  memoryGiB: number;
  /** Of the last minute, before the bench began: more than a little, and the figures are a neighbour's too. */
  load: number;
  /** Program or package to its version. */
  versions: Record<string, string>;
  commit: string;
}

/** Packages whose versions make a difference to the figures. */
const PACKAGES = ['mediasoup', 'node-datachannel', 'socket.io', 'ws', 'pg'];

export function describeMachine(root: string): Machine {
  const processors = cpus();
  const packages = PACKAGES.map((name) => [name, versionOf(root, name)] as const);
  const debian = [
    ['Janus (Debian)', debianVersion('janus')],
    ['Chromium (Debian)', debianVersion('chromium')],
  ] as const;
  return {
    system: readOsRelease().get('PRETTY_NAME') ?? process.platform,
    kernel: release(),
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    load: loadavg()[0] ?? NaN,
    versions: {
      Node: process.versions.node,
      ...Object.fromEntries(packages),
      ...Object.fromEntries(debian.filter(([, version]) => version !== '')),
    },
    commit: commitOf(root),
  };
}

function versionOf(root: string, name: string): string {
  const path = join(root, 'node_modules', name, 'package.json');
  const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) {
    return String(manifest.version);
  }
  throw new Error(`${path} names no version`);
}

/** @returns empty where it is not installed */
function debianVersion(name: string): string {
  return answerOf('dpkg-query', ['-W', '-f', '${Version}', name]);
}

/** With a plus when files differ from that commit. */
function commitOf(root: string): string {
  const commit = answerOf('git', ['-C', root, 'rev-parse', '--short', 'HEAD']) || 'unknown';
  const changes = answerOf('git', ['-C', root, 'status', '--porcelain', '--untracked-files=no']);
  return changes === '' ? commit : `${commit}+`;
}

function answerOf(program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    // The program, or what it was asked about, is not there.
    return '';
  }
}
