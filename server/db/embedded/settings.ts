import { platform } from 'node:os';
import type { Placement } from './placement.ts';

export const DATABASE_NAME = 'parley';
export const DATABASE_USER = 'parley';

/** With a Unix socket the port is only part of the socket's name. */
export const SOCKET_PORT = 5432;

/** How a client reaches one running PostgreSQL. */
export interface Address {
  readonly sockets: string | undefined;
  readonly port: number;
}

/**
 * Given on the command line at each start and not written into the cluster, so that a newer Parley brings newer settings.
 * What is not named keeps PostgreSQL's default, above all `fsync` and `synchronous_commit`: on.
 */
export function postgresArguments({ cluster, logs }: Placement, address: Address): string[] {
  const settings: Readonly<Record<string, string | number>> = {
    ...reachability(address),
    max_connections: 100,
    shared_buffers: '64MB',
    // One small server: readers in the backends and no parallel plans keep it at half a dozen processes.
    io_method: 'sync',
    max_parallel_workers_per_gather: 0,
    autovacuum_max_workers: 2,
    jit: 'off',
    max_wal_size: '256MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A file per day of the week, begun anew when its day returns: a week of log and never more.
    logging_collector: 'on',
    log_directory: logs,
    log_filename: 'postgres-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    log_rotation_size: 0,
    // Failed statements are the server's to log; here each would be written twice, values included.
    log_min_messages: 'log',
    log_checkpoints: 'off',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', cluster, ...options];
}

/** Nothing of the user's environment: `PGPORT`, `PGDATA` or a locale would change what is started. */
export function postgresEnv(): NodeJS.ProcessEnv {
  const kept = platform() === 'win32' ? ['PATH', 'SystemRoot', 'TEMP', 'TMP'] : ['PATH'];
  const env = kept.map((name) => [name, process.env[name]] as const);
  return { ...Object.fromEntries(env), LC_ALL: 'C' };
}

/** Understood alike by pg, TypeORM and psql. Holds the password: never log it. */
export function connectionUrl(address: Address, password: string, database: string): string {
  const credentials = `${DATABASE_USER}:${encodeURIComponent(password)}`;
  const host = address.sockets === undefined ? '127.0.0.1' : 'localhost';
  const query = address.sockets === undefined ? '' : `?host=${encodeURIComponent(address.sockets)}`;
  return `postgresql://${credentials}@${host}:${address.port}/${database}${query}`;
}

/** A socket in a closed folder is out of every other account's reach, which no port is; Windows has the port only. */
function reachability({ sockets, port }: Address): Readonly<Record<string, string | number>> {
  return sockets === undefined
    ? { listen_addresses: '127.0.0.1', port }
    : {
        listen_addresses: '',
        port,
        unix_socket_directories: sockets,
        unix_socket_permissions: '0700',
      };
}
