/** Said at once by `npm run archive` and `npm run forget`, which never work at the same time on one store. */
export const waitsForTheOther =
  'Waiting: npm run archive or npm run forget is already running on this database.'
