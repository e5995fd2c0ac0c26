import type { EntitySchemaColumnOptions } from 'typeorm';

/** A point in time that the features see as milliseconds since the epoch, or null where it has none. */
export function timeColumn(name: string, { nullable = false } = {}): EntitySchemaColumnOptions {
  return {
    name,
    nullable,
    type: 'timestamptz',
    transformer: {
      from: (time: Date | null) => time && time.getTime(),
      to: toDate,
    },
  };
}

/** TypeORM hands over what is set, and also undefined for what an insert leaves out. */
function toDate(time: number | null | undefined): Date | null | undefined {
  return typeof time === 'number' ? new Date(time) : time;
}
