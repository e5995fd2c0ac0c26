import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateChat1763683320000 implements MigrationInterface {
  readonly name = 'CreateChat1763683320000';

  async up(runner: QueryRunner): Promise<void> {
    // The name is the sender's at that time and stays when the account goes. No foreign key to
    // participants: they go only with their meeting, and each would look for its messages then.
    await runner.query(`
      CREATE TABLE chat_messages (
        meeting_id uuid NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        position bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
        participant_id uuid NOT NULL,
        display_name text NOT NULL,
        text text NOT NULL,
        sent_at timestamptz NOT NULL,
        PRIMARY KEY (meeting_id, id)
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX chat_messages_order ON chat_messages (meeting_id, position)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE chat_messages`);
  }
}
