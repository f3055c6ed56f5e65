import { setTimeout as pause } from 'node:timers/promises'
import type { CompiledQuery, QueryResult } from 'kysely'
import type { EmbeddedFile } from './embedded-file'
import { isLocked } from './sqlite-errors'
import { createMutex } from './mutex'

/** How long a statement waits for another process's lock. In ms. */
const lockPatience = 5_000
/** How often it is looked whether the lock is free. In ms. */
const lockBeat = 20

/** Transactions that reach the disk in one commit: all of them or none. */
interface Group {
  /** Rejects where the commit failed. */
  readonly ended: Promise<void>
  readonly end: (failure?: Error) => void
  /** Why none of it may be committed any more. */
  broken: Error | null
}

/** A transaction's part of a group. Both ends resolve when the group has reached the disk. */
export interface Member {
  run<Row>(query: CompiledQuery): QueryResult<Row>
  commit(): Promise<void>
  rollback(): Promise<void>
}

/**
 * Who may use the one connection when. Transactions go one after the other, and all that come in the same
 * turn of the event loop share one commit, because reaching the disk is what a commit costs. Nobody is told
 * anything before that: neither that a transaction was committed, nor what was read in one that was rolled
 * back, and reads go between the groups. So to everyone outside a transaction it is as if it had a commit of
 * its own.
 *
 * Waiting for another process's lock is done out here, a look at a time: while SQLite itself waits, the
 * whole process stands still.
 */
export class GroupCommit {
  readonly #file: EmbeddedFile
  readonly #writers = createMutex()
  readonly #connection = createMutex()
  #group: Group | null = null

  constructor(file: EmbeddedFile) {
    this.#file = file
  }

  async begin(): Promise<Member> {
    const { group, endWriting } = await this.#join()
    try {
      this.#file.exec('savepoint member')
    } catch (error) {
      endWriting()
      throw error
    }
    const leave = (statements: readonly string[]) => {
      this.#leave(group, statements)
      endWriting()
      return group.ended
    }
    return {
      run: (query) => this.#runIn(group, query),
      commit: () => leave(['release member']),
      rollback: () => leave(['rollback to member', 'release member']),
    }
  }

  /** A member that cannot leave in order takes the whole group down, which then tells everyone. */
  #leave(group: Group, statements: readonly string[]): void {
    try {
      if (this.#isSound(group)) for (const one of statements) this.#file.exec(one)
    } catch (reason) {
      group.broken ??= asError(reason)
    }
  }

  /** A write of one statement, which SQLite undoes by itself where it fails. */
  async write<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { group, endWriting } = await this.#join()
    try {
      return this.#runIn<Row>(group, query)
    } finally {
      endWriting()
      await group.ended
    }
  }

  async read<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { value, endTurn } = await this.#patiently(performance.now(), () =>
      this.#file.read<Row>(query),
    )
    endTurn()
    return value
  }

  /** After all that were asked for before, also those that still wait for a lock. */
  async close(): Promise<void> {
    const endWriting = await this.#writers.take()
    try {
      if (this.#group) this.#end(this.#group)
      this.#file.close()
    } finally {
      endWriting()
    }
  }

  async #join(): Promise<{ readonly group: Group; readonly endWriting: () => void }> {
    const since = performance.now()
    const endWriting = await this.#writers.take()
    try {
      if (this.#group && !this.#isSound(this.#group)) this.#end(this.#group)
      const group = this.#group ?? (await this.#open(since))
      return { group, endWriting }
    } catch (error) {
      endWriting()
      throw error
    }
  }

  async #open(since: number): Promise<Group> {
    const { endTurn } = await this.#patiently(since, () => this.#file.begin())
    const group = newGroup(endTurn)
    this.#group = group
    setImmediate(() => void this.#endInTurn(group))
    return group
  }

  #runIn<Row>(group: Group, query: CompiledQuery): QueryResult<Row> {
    if (!this.#isSound(group)) throw brokenBy(group)
    try {
      return this.#file.run<Row>(query)
    } catch (reason) {
      if (!this.#file.inTransaction) group.broken ??= asError(reason)
      throw reason
    }
  }

  /** After some failures, a full disk for one, SQLite has rolled back by itself. */
  #isSound(group: Group): boolean {
    return group.broken === null && this.#file.inTransaction
  }

  /** After those who came before: a transaction is never cut in two. */
  async #endInTurn(group: Group): Promise<void> {
    const endWriting = await this.#writers.take()
    if (this.#group === group) this.#end(group)
    endWriting()
  }

  #end(group: Group): void {
    this.#group = null
    try {
      if (!this.#isSound(group)) throw brokenBy(group)
      this.#file.commit()
      group.end()
    } catch (reason) {
      group.end(asError(reason))
    }
  }

  /** Tries until no lock is met or patience ends. The connection's turn is the caller's to end. */
  async #patiently<Value>(since: number, work: () => Value) {
    for (;;) {
      const endTurn = await this.#connection.take()
      try {
        return { value: work(), endTurn }
      } catch (error) {
        endTurn()
        if (!isLocked(error) || performance.now() - since > lockPatience) throw error
      }
      await pause(lockBeat)
    }
  }
}

function newGroup(endTurn: () => void): Group {
  let end: Group['end'] = () => {}
  const ended = new Promise<void>((resolve, reject) => {
    end = (failure) => {
      endTurn()
      if (failure) reject(failure)
      else resolve()
    }
  })
  // If every transaction of it was rolled back, nobody awaits this promise.
  ended.catch(() => {})
  return { ended, end, broken: null }
}

function brokenBy({ broken }: Group): Error {
  return broken ?? new Error('The transaction was rolled back before.')
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason))
}
