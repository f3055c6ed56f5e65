import { setTimeout as pause } from 'node:timers/promises'
import type { CompiledQuery, QueryResult } from 'kysely'
import type { EmbeddedFile } from './embedded-file'
import { isLocked } from './sqlite-errors'
import { createMutex } from './mutex'

/** In ms: how long a statement waits for another process's lock. */
const lockPatience = 5_000
/** In ms: how often the lock is tried. */
const lockBeat = 20

/** Transactions that share one commit: all of them or none. */
interface Group {
  /** Rejects where the commit failed. */
  readonly ended: Promise<void>
  readonly end: (failure?: Error) => void
  /** Why none of it may be committed any more. */
  broken: Error | null
}

/** A transaction's part of a group. Both ends resolve when the group has been synced to disk. */
export interface Member {
  run<Row>(query: CompiledQuery): QueryResult<Row>
  commit(): Promise<void>
  rollback(): Promise<void>
}

/**
 * Decides who uses the single connection when. Transactions run one after the other, and all that come in the
 * same turn of the event loop share one commit, because syncing to disk is what a commit costs. Nothing is
 * reported before the commit: neither that a transaction was committed, nor what was read in one that was
 * rolled back. Reads run between the groups. So outside a transaction it looks as if each had a commit of its
 * own.
 * Waiting for another process's lock is done here, by polling: while SQLite itself waits, the whole process
 * is blocked.
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

  /** A member that cannot roll back cleanly aborts the whole group, which reports it to everyone. */
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

  /** Runs after everything requested before, including what still waits for a lock. */
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

  /** After some failures, such as a full disk, SQLite has rolled back by itself. */
  #isSound(group: Group): boolean {
    return group.broken === null && this.#file.inTransaction
  }

  /** Waits for its turn: a transaction is never split. */
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

  /** Retries until the lock is free or the time-out is reached. The caller ends the connection's turn. */
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
