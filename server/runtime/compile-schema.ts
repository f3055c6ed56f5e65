import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { lazy } from './lazy'

/** What tells whether something from outside has this shape. Compiled when it is first asked. */
export function compileSchema<Schema extends TSchema>(schema: Schema) {
  const compiled = lazy(() => Compile(schema))
  return {
    Check: (value: unknown): value is Static<Schema> => compiled().Check(value),
  }
}
