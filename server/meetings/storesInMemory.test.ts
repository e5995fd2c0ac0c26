import { randomUUID } from 'node:crypto';
import { createMemoryStores } from './fakes/createMemoryStores.ts';
import { describeStores } from './fakes/storeRules.ts';

describeStores('in memory', () => {
  const hostId = randomUUID();
  const stores = createMemoryStores(new Map([[hostId, 'Hanna']]));
  return Promise.resolve({ ...stores, hostId, memberId: randomUUID() });
});
