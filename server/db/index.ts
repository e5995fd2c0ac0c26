export { DatabaseError } from './DatabaseError.ts';
export { openDatabase, type Database } from './openDatabase.ts';
export { createAccountStore } from './repositories/accountStore.ts';
