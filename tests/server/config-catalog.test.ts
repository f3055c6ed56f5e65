import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { problems, withEnv, fileWith } from './config-support'

describe('the catalogue', () => {
  const item = { item: 'vip-year', subject: '会员年费', body: '一年', amount: 1250 }
  const reading = (list: unknown) => ({ CATALOG_FILE: fileWith(JSON.stringify(list)) })

  test('is read, and nothing opens the sheet by itself unless told', () => {
    const other = { ...item, item: 'B', autoPay: true }
    expect(withEnv(reading([item, other])).catalog).toEqual([
      { ...item, autoPay: false, picture: null },
      { ...other, picture: null },
    ])
  })

  test('holds the pictures that lie beside it, and says what is wrong with one that does not', () => {
    const dir = mkdtempSync(join(tmpdir(), 'catalogue-'))
    onTestFinished(() => rmSync(dir, { recursive: true }))
    const file = join(dir, 'catalogue.json')
    writeFileSync(join(dir, 'year.PNG'), 'png')
    writeFileSync(join(dir, 'huge.jpg'), Buffer.alloc(300 * 1024 + 1))
    const withPicture = (picture: string) => {
      writeFileSync(file, JSON.stringify([{ ...item, picture }]))
      return { CATALOG_FILE: file }
    }
    expect(withEnv(withPicture('year.PNG')).catalog).toMatchObject([
      { picture: { extension: '.png', type: 'image/png', bytes: Buffer.from('png') } },
    ])
    const said = (picture: string) => problems(withPicture(picture)).join('\n')
    expect(said('gone.png')).toContain('[0].picture cannot be read')
    expect(said('huge.jpg')).toContain('[0].picture has 301 KiB; at most 300 are allowed')
    expect(said('catalogue.json')).toContain('[0].picture must be one of .png')
    expect(said('../year.png')).toContain('[0].picture must be the path of a file in')
    expect(said(join(dir, 'year.PNG'))).toContain('[0].picture must be the path of a file in')
  })

  const gbk = Buffer.from([0xbb, 0xe1, 0xd4, 0xb1])
  const lines = (text: Buffer | string) =>
    Buffer.concat([
      Buffer.from('[\n  {"item": "vip", "amount": 1, "body": "一年",\n   "subject": "'),
      Buffer.from(text),
      Buffer.from('"}\n]\n'),
    ])

  test.each([
    ['GBK', lines(gbk), 3],
    ['a cut character', lines(Buffer.from('会员').subarray(0, 4)), 3],
    ['cut at the end of the file', lines('会员').subarray(0, -7), 3],
    ['UTF-16', Buffer.from('\ufeff[]', 'utf16le'), 1],
  ])('in bytes that are no UTF-8 (%s) stops the start, with file and line', (_, bytes, line) => {
    const file = fileWith(bytes)
    expect(problems({ CATALOG_FILE: file })).toEqual([
      `CATALOG_FILE: ${file}, line ${line}, is not UTF-8: save the file as UTF-8.`,
    ])
  })

  test('with a byte order mark is fine', () => {
    const marked = Buffer.concat([Buffer.from('\ufeff'), lines('会员')])
    expect(withEnv({ CATALOG_FILE: fileWith(marked) }).catalog).toMatchObject([{ subject: '会员' }])
  })

  test.each<[unknown, string]>([
    [[{ ...item, subject: '\ud83d' }], '[0].subject must not contain U+0000 or half a surrogate'],
    [[{ ...item, body: 'a\0' }], '[0].body must not contain U+0000 or half a surrogate'],
    [{ items: [] }, 'the file must be array'],
    [[item, { ...item, item: 'B', amount: 12.5 }], '[1].amount'],
    [[{ ...item, amount: 0 }], '[0].amount'],
    [[{ ...item, item: 'a b' }], '[0].item'],
    [[{ ...item, subject: '会'.repeat(43) }], '[0].subject must have at most 128 bytes'],
    [[item, item], '[1].item occurs twice'],
    [[{ ...item, price: 1 }], '[0]'],
    [[{ item: 'A' }], '[0]'],
  ])('%j is refused', (list, words) => {
    expect(problems(reading(list)).join('\n')).toContain(`CATALOG_FILE: ${words}`)
  })
})

test('a look has to be a folder with a theme.css', () => {
  const dir = mkdtempSync(join(tmpdir(), 'theme-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  expect(problems({ THEME_DIR: join(dir, 'none') })).toEqual([
    expect.stringMatching(/^THEME_DIR: is not a readable folder/),
  ])
  expect(problems({ THEME_DIR: dir })).toEqual([
    expect.stringMatching(/^THEME_DIR: has no readable theme.css/),
  ])
  writeFileSync(join(dir, 'theme.css'), '')
  expect(withEnv({ THEME_DIR: dir }).themeDir).toBe(dir)
})
