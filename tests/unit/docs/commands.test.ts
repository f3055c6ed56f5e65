import { expect, test } from 'vitest'
import manifest from '../../../package.json'
import { anchorsOf, linksOf, readPage } from './markdown'
import { allPages, exists, readText } from './pages'

const readmes = ['README.md', 'README.en.md']

test.each(readmes)(
  '%s says how to try it and how to test it, each in a block of its own',
  (path) => {
    const { codeBlocks } = readPage(path, readText(path))
    expect(codeBlocks).toContain('sh\nnpm ci && npm run demo')
    expect(codeBlocks).toContain('sh\nnpm ci && npm test')
  },
)

test.each(readmes)('continuous integration runs the test command of %s', (path) => {
  const command = readText('.ci/run').trimEnd().split('\n').at(-1)
  expect(readPage(path, readText(path)).codeBlocks).toContain(`sh\n${command}`)
})

test.each(readmes)('%s has every command of the production build', (path) => {
  const built = Object.entries(manifest.scripts).filter(([, runs]) =>
    runs.startsWith('node dist/server/'),
  )
  expect(built.length).toBeGreaterThan(3)
  const { codes } = readPage(path, readText(path))
  const lacking = built.filter(([name]) => {
    return !codes.includes(`npm run ${name}`) && !codes.includes(`npm ${name}`)
  })
  expect(lacking).toEqual([])
})

test.each(allPages)('every npm script that %s names is there', (path) => {
  const named = [...readText(path).matchAll(/npm run ([a-z][a-z0-9:-]*)/g)].map(
    ([, name = '']) => name,
  )
  expect(named.filter((name) => !Object.hasOwn(manifest.scripts, name))).toEqual([])
})

test.each(allPages)('every link of %s leads somewhere', (path) => {
  const own = linksOf(path, readText(path)).filter(({ to }) => !/^https?:/.test(to))
  expect(own.filter(({ to }) => !exists(to)).map(({ to }) => to)).toEqual([])
  const lost = own.filter(({ to, anchor }) => {
    return anchor !== '' && to.endsWith('.md') && !anchorsOf(readText(to)).includes(anchor)
  })
  expect(lost).toEqual([])
})
