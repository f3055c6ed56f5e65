import type { Config } from './config/config'
import { eraseOldPayers } from './erase-old-payers'
import type { Log } from './payments/core/deps'
import type { Database } from './store/engine/database'
import { createEraser } from './store/forget/eraser'

/** Housekeeping that the worker does where the configuration asks for it. */
export function housekeepingTasks({ forgetAfter }: Config, database: Database, log: Log) {
  return forgetAfter === null ? [] : [eraseOldPayers(createEraser(database), forgetAfter, log)]
}
