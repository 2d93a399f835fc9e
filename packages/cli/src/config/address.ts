/** Whether the store of a config is the address of a PostgreSQL database, and not a file. */
export const isPostgres = (store: string): boolean => /^postgres(?:ql)?:/.test(store);
