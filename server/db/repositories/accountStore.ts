import type { DataSource, EntityManager } from 'typeorm';
import type { AccountRepositories, AccountStore } from '../../accounts/index.ts';
import { tellRefusals } from '../tellRefusals.ts';
import { createRefreshFamilyRepository } from './refreshFamilyRepository.ts';
import { createUserRepository } from './userRepository.ts';

export function createAccountStore(dataSource: DataSource): AccountStore {
  const { users, families } = repositoriesOf(dataSource.manager);
  return {
    users: tellRefusals(users),
    families: tellRefusals(families),
    ...tellRefusals<Pick<AccountStore, 'transact'>>({
      transact: (work) => dataSource.transaction((manager) => work(repositoriesOf(manager))),
    }),
  };
}

function repositoriesOf(manager: EntityManager): AccountRepositories {
  return {
    users: createUserRepository(manager),
    families: createRefreshFamilyRepository(manager),
  };
}
