import type { Config } from '../config'
import type { Environment } from '../variables/variables'

/** A file that the environment was read from. */
export interface EnvironmentFile {
  readonly path: string
  readonly text: string
  /** Of its permissions; null where there are none. */
  readonly mode: number | null
}

/** What the backend is told at a start. */
export interface ConfigInput {
  readonly env: Environment
  /** Null where it is refused. */
  readonly config: Config | null
  /** Why: a line for each variable. */
  readonly refused: readonly string[]
  readonly files: readonly EnvironmentFile[]
  /** Unix ms */
  readonly now: number
}
