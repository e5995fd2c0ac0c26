import { CreateAccounts1763683200000 } from './CreateAccounts1763683200000.ts';
import { CreateChat1763683320000 } from './CreateChat1763683320000.ts';
import { CreateMeetings1763683260000 } from './CreateMeetings1763683260000.ts';
import { KeepUserSearchEven1763730000000 } from './KeepUserSearchEven1763730000000.ts';
import { SpeedUpUserLists1763694000000 } from './SpeedUpUserLists1763694000000.ts';

/** In the order of their time stamps. What has run anywhere is never edited: add another. */
export const migrations = [
  CreateAccounts1763683200000,
  CreateMeetings1763683260000,
  CreateChat1763683320000,
  SpeedUpUserLists1763694000000,
  KeepUserSearchEven1763730000000,
];
