import type { Config } from '../config'
import type { Closed } from '../variables/open-file'
import type { Environment } from '../variables/variables'

/** A file that the environment was read from. */
export interface EnvironmentFile {
  readonly path: string
  readonly text: string
  /** What closes it to others, who can read it now; null where it is closed. */
  readonly closing: Closed | null
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
