import type { Config } from '../config'
import type { Environment } from '../variables/variables'

/** A file that the environment was read from. */
export interface EnvironmentFile {
  readonly path: string
  readonly text: string
  /** Its permissions; null where there are none. */
  readonly mode: number | null
}

/** What the configuration checks look at. */
export interface ConfigInput {
  readonly env: Environment
  /** Null where it was refused. */
  readonly config: Config | null
  /** Why it was refused: one line per variable. */
  readonly refused: readonly string[]
  readonly files: readonly EnvironmentFile[]
  /** Unix ms */
  readonly now: number
}
