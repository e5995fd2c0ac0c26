import pg from 'pg';
import type { DataSource } from 'typeorm';
import type { DatabaseLog } from './DatabaseLog.ts';

/**
 * pg stops waiting for an answer that does not come in time, but keeps the connection, on which the next query waits
 * behind the lost one. Closed instead: the pool makes another, and what was begun there is rolled back and cannot
 * happen after all when the database wakes up, but for one statement that it had received already.
 */
export function closeSilentConnections(dataSource: DataSource, log: DatabaseLog): void {
  dataSource.subscribers.push({
    afterQuery: async ({ success, error, queryRunner }) => {
      const isSilent = error instanceof Error && error.message === 'Query read timeout';
      if (success || !isSilent) return;
      log.warn({}, 'the database did not answer in time: the connection is closed');
      const connection: unknown = await queryRunner.connect();
      if (connection instanceof pg.Client) connection.end(() => undefined);
    },
  });
}
