import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { UserQuery, UserSort } from '../accounts/index.ts';
import { createAccountStore } from '../db/index.ts';
import { startTestPostgres, type TestPostgres } from './support/testDatabase.ts';

const ACCOUNTS = 100_000;
const PART = 5000;
const LIMIT = 20;
const ORDERS = (['createdAt', 'displayName', 'email', 'lastSeenAt'] as const).flatMap((sort) =>
  (['asc', 'desc'] as const).map((order) => ({ sort, order })),
);
const INDEXES: Record<UserSort, string> = {
  createdAt: 'users_by_creation',
  displayName: 'users_by_name',
  email: 'users_by_mail',
  lastSeenAt: 'users_by_sight',
};

interface PlanNode {
  'Node Type': string;
  'Index Name'?: string | undefined;
  'Index Cond'?: string | undefined;
  'Actual Rows': number;
  'Rows Removed by Filter'?: number | undefined;
  Plans?: PlanNode[] | undefined;
}
const planNode: z.ZodType<PlanNode> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Index Name': z.string().optional(),
    'Index Cond': z.string().optional(),
    'Actual Rows': z.number(),
    'Rows Removed by Filter': z.number().optional(),
    Plans: z.array(planNode).optional(),
  }),
);
const explained = z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: planNode })]) })]);

let postgres: TestPostgres;
let dataSource: DataSource;

beforeAll(async () => {
  postgres = await startTestPostgres();
  ({ dataSource } = await postgres.createDatabase());
  // In parts: no statement may take longer than those of the product.
  for (let first = 1; first <= ACCOUNTS; first += PART) {
    await dataSource.query(
      `INSERT INTO users (id, email, password_hash, display_name, role, created_at, last_seen_at)
       SELECT gen_random_uuid(), 'person' || n || '@example.org', 'hash', 'Person ' || n % 7000, 'member',
         now() - n * interval '10 minutes',
         CASE WHEN n % 5 > 0 THEN now() - n * interval '1 minute' END
       FROM generate_series($1::int, $2::int) n`,
      [first, Math.min(first + PART - 1, ACCOUNTS)],
    );
  }
  await dataSource.query('VACUUM ANALYZE users');
}, 120_000);
afterAll(() => postgres.close());

/** @returns the nodes of the plan by which a page was found, as they ran, the outermost first */
async function planOf(query: UserQuery): Promise<PlanNode[]> {
  const asked = vi.spyOn(dataSource.manager, 'query');
  await createAccountStore(dataSource).users.list(query);
  const [sql = '', values] = asked.mock.calls.find(([text]) => text.includes('ORDER BY')) ?? [];
  asked.mockRestore();
  const rows: unknown = await dataSource.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, values);
  const [{ 'QUERY PLAN': plan }] = explained.parse(rows);
  return flatten(plan[0].Plan);
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}

test.each(ORDERS)(
  `of ${ACCOUNTS} accounts by $sort, $order, a page in the middle is all that is read`,
  async (by) => {
    const { users } = createAccountStore(dataSource);
    const found = await users.list({ ...by, search: 'person50', from: null, limit: 100 });
    if (!found.next) throw new Error('nobody was found');
    for (const side of ['after', 'before'] as const) {
      const nodes = await planOf({ ...by, from: { side, ...found.next }, limit: LIMIT });
      expect(nodes.map((node) => node['Node Type'])).toEqual(['Limit', 'Index Only Scan']);
      expect(nodes[1]).toMatchObject({
        'Index Name': INDEXES[by.sort],
        'Actual Rows': LIMIT + 1,
      });
      expect(nodes[1]?.['Index Cond']).toMatch(/^\(ROW\(/);
      expect(nodes[1]?.['Rows Removed by Filter'] ?? 0).toBe(0);
    }
  },
);

test('whoever fits a search of few is sorted, and nobody else is read', async () => {
  const search = 'person4711';
  const nodes = await planOf({ sort: 'email', order: 'asc', search, from: null, limit: LIMIT });
  expect(nodes.every((node) => node['Actual Rows'] <= 11)).toBe(true);
  expect(nodes.every((node) => (node['Rows Removed by Filter'] ?? 0) === 0)).toBe(true);
});
