import type { Compilable, CompiledQuery, Kysely, Transaction } from 'kysely'
import type { Tables } from '../schema/tables'

type Database = Kysely<Tables> | Transaction<Tables>

/** Stands for a value that is not known yet. */
class Slot {
  readonly name: string | symbol

  constructor(name: string | symbol) {
    this.name = name
  }
}

/**
 * A query built and compiled once per kind of database, then run with different values: building the same
 * text again cost more than running it.
 * @param build uses each value as it is: the text must not depend on the values
 */
export function prepared<Values extends object, Row>(
  build: (db: Database, values: Values) => Compilable<Row>,
): (db: Database, values: Values) => Promise<Row[]> {
  const compiled = new WeakMap<object, CompiledQuery<Row>>()

  function compile(db: Database): CompiledQuery<Row> {
    const { adapter } = db.getExecutor()
    const known = compiled.get(adapter)
    if (known) return known
    const slots = new Proxy({}, { get: (_target, name) => new Slot(name) })
    const made = build(db, slots as Values).compile()
    compiled.set(adapter, made)
    return made
  }

  return async (db, values) => {
    const query = compile(db)
    const parameters = query.parameters.map((one) =>
      one instanceof Slot ? values[one.name as keyof Values] : one,
    )
    return (await db.executeQuery<Row>({ ...query, parameters })).rows
  }
}
