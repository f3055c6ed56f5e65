import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { lazy } from './lazy'

/** A check of outside data against a schema. Compiled on first use. */
export function compileSchema<Schema extends TSchema>(schema: Schema) {
  const compiled = lazy(() => Compile(schema))
  return {
    Check: (value: unknown): value is Static<Schema> => compiled().Check(value),
  }
}
