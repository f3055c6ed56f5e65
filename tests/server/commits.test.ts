import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CompiledQuery } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import { GroupCommit } from '../../server/store/engine/group-commit'
import { openEmbeddedFile, openEmbeddedFileToRead } from '../../server/store/engine/embedded-file'

const sql = (text: string, ...parameters: unknown[]) => CompiledQuery.raw(text, parameters)
const add = (name: string) => sql('insert into kept (name) values (?)', name)
const all = sql('select name from kept order by name')

/** A database with one table, and what another connection finds on the disk. */
async function opened() {
  const dir = mkdtempSync(join(tmpdir(), 'commits-'))
  const file = openEmbeddedFile(dir)
  const commits = new GroupCommit(file)
  await commits.write(sql('create table kept (name text primary key, of text references kept)'))
  const other = openEmbeddedFileToRead(dir)
  onTestFinished(() => {
    other.close()
    rmSync(dir, { recursive: true })
  })
  const namesOf = (rows: readonly unknown[]) => rows.map((row) => (row as { name: string }).name)
  return {
    dir,
    file,
    commits,
    onDisk: () => namesOf(other.read(all).rows),
    read: async () => namesOf((await commits.read(all)).rows),
    transact: async (...queries: CompiledQuery[]) => {
      const member = await commits.begin()
      try {
        for (const query of queries) member.run(query)
      } catch (error) {
        await member.rollback()
        throw error
      }
      await member.commit()
    },
  }
}

const outcomes = async (work: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(work)).map(({ status }) => status)

test('transactions of one turn reach the disk in one commit', async () => {
  const { file, transact, onDisk } = await opened()
  const commit = vi.spyOn(file, 'commit')
  await Promise.all([transact(add('a')), transact(add('b')), transact(add('c'))])
  expect({ commits: commit.mock.calls.length, names: onDisk() }).toEqual({
    commits: 1,
    names: ['a', 'b', 'c'],
  })
})

test('nobody is told of a commit before another connection finds it', async () => {
  const { commits, transact, onDisk } = await opened()
  const found = [transact(add('a')), commits.write(add('b'))].map((one) => one.then(onDisk))
  expect(await Promise.all(found)).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ])
})

test('a read waits for the transaction that is open, and sees nothing that is undone', async () => {
  const { commits, read } = await opened()
  const member = await commits.begin()
  member.run(add('a'))
  const reading = read()
  await new Promise(setImmediate)
  await Promise.all([member.rollback(), reading])
  expect(await reading).toEqual([])
})

test('a conditional update sees what was changed before it in the same commit', async () => {
  const { commits } = await opened()
  await commits.write(add('a'))
  const claim = () => commits.write(sql(`update kept set of = 'a' where of is null`))
  const changed = await Promise.all([claim(), claim()])
  expect(changed.map(({ numAffectedRows }) => numAffectedRows)).toEqual([1n, 0n])
})

test('a transaction that is rolled back leaves the others of its commit', async () => {
  const { commits, transact, onDisk } = await opened()
  const undone = async () => {
    const member = await commits.begin()
    member.run(add('b'))
    await member.rollback()
  }
  await Promise.all([transact(add('a')), undone(), transact(add('c'))])
  expect(onDisk()).toEqual(['a', 'c'])
})

test('a write that is refused leaves the others of its commit', async () => {
  const { commits, onDisk } = await opened()
  const work = ['a', 'a', 'b'].map((name) => commits.write(add(name)))
  expect(await outcomes(work)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(onDisk()).toEqual(['a', 'b'])
})

test('a commit that fails is told to all of it, and the next one goes well', async () => {
  const { commits, transact, onDisk } = await opened()
  const orphan = sql(`insert into kept (name, of) values ('b', 'nobody')`)
  const late = transact(sql('pragma defer_foreign_keys = on'), orphan)
  expect(await outcomes([transact(add('a')), late])).toEqual(['rejected', 'rejected'])
  await commits.write(add('c'))
  expect(onDisk()).toEqual(['c'])
})

test('a full disk is told to those it took along, and not to who comes after', async () => {
  const { commits, transact, onDisk } = await opened()
  await commits.read(sql('pragma max_page_count = 4'))
  const work = [transact(add('a')), transact(add('b'.repeat(100_000))), transact(add('c'))]
  expect(await outcomes(work)).toEqual(['rejected', 'rejected', 'fulfilled'])
  expect(onDisk()).toEqual(['c'])
})

test('nothing is acknowledged whose file was moved away while it was open', async () => {
  const { dir, commits } = await opened()
  const member = await commits.begin()
  member.run(add('a'))
  const [path, away] = [join(dir, 'checkout.db'), join(dir, 'away.db')]
  renameSync(path, away)
  await expect(member.commit()).rejects.toMatchObject({ trouble: 'gone' })
  renameSync(away, path)
})

test('a close lets those finish who wait for another process’s lock', async () => {
  const { dir, commits, onDisk } = await opened()
  const another = openEmbeddedFile(dir)
  another.begin()
  const writing = commits.write(add('a'))
  const closing = commits.close()
  setImmediate(() => {
    another.exec('rollback')
  })
  await Promise.all([writing, closing])
  another.close()
  expect(onDisk()).toEqual(['a'])
})
