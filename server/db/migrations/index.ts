import { CreateAccounts1763683200000 } from './CreateAccounts1763683200000.ts';

/** In the order of their time stamps. What has run anywhere is never edited: add another. */
export const migrations = [CreateAccounts1763683200000];
