import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { linksOf, readPage } from './markdown'
import { exists, pairs, readText } from './pages'

const han = /\p{Script=Han}/u

describe.each(pairs)('%s and %s', (zh, en) => {
  const pages = () => [readPage(zh, readText(zh)), readPage(en, readText(en))] as const

  test('both are there', () => {
    expect([exists(zh), exists(en)]).toEqual([true, true])
  })

  test('have the same headings, as to number and depth', () => {
    const [one, other] = pages()
    expect(one.headings).toEqual(other.headings)
    expect(one.headings.filter((depth) => depth === '#')).toHaveLength(1)
  })

  test('have the same blocks of code, but for their comments', () => {
    const [one, other] = pages()
    expect(one.codeBlocks).toEqual(other.codeBlocks)
  })

  test('have the same commands, codes and names of variables', () => {
    const [one, other] = pages()
    expect(one.codes).toEqual(other.codes)
  })

  test('lead to the same pages and show the same pictures', () => {
    const [one, other] = pages()
    const own = [zh, en].map((path) => path.replace(/^docs\/zh\//, 'docs/'))
    const elsewhere = (links: readonly string[]) => links.filter((link) => !own.includes(link))
    expect(elsewhere(one.links)).toEqual(elsewhere(other.links))
  })

  test('lead to pages in the reader’s language where there are any', () => {
    const followed = (path: string) =>
      linksOf(path, readText(path).replace(/^.*\n/, '')).map(({ to }) => to)
    expect(followed(zh).filter((to) => pairs.some((pair) => pair[1] === to))).toEqual([])
    expect(followed(en).filter((to) => pairs.some((pair) => pair[0] === to))).toEqual([])
  })

  test('show screens in the reader’s language', () => {
    const pictures = (path: string) =>
      linksOf(path, readText(path)).flatMap(({ to }) => (to.endsWith('.png') ? [to] : []))
    expect(pictures(zh).filter((to) => to.endsWith('-en.png'))).toEqual([])
    expect(pictures(en).filter((to) => !to.endsWith('-en.png'))).toEqual([])
  })

  test('have tables of the same length', () => {
    const [one, other] = pages()
    expect(one.rows).toEqual(other.rows)
  })

  test('lead to each other on their first line', () => {
    const to = (from: string, target: string) => posix.relative(posix.dirname(from), target)
    expect(readText(zh).split('\n', 1)).toEqual([`[English](${to(zh, en)})`])
    expect(readText(en).split('\n', 1)).toEqual([`[中文](${to(en, zh)})`])
  })

  test('the Chinese one has no paragraph without Chinese', () => {
    const prose = readText(zh)
      .replaceAll(/^```[\s\S]*?^```$/gm, '')
      .replaceAll(/<!--[\s\S]*?-->/g, '')
      .replaceAll(/^\|.*$|^- `.*»$/gm, '')
      .replaceAll(/^\[English\].*$|^# Paymax Checkout$|^#+ Paymax$/gm, '')
    const left = prose.split(/\n{2,}/).filter((part) => /[a-z]{3}/i.test(part) && !han.test(part))
    expect(left).toEqual([])
  })
})
