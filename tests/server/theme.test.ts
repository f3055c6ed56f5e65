import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openCheckout } from './support/checkout'

async function themed() {
  const dir = mkdtempSync(join(tmpdir(), 'theme-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const folder = join(dir, 'theme')
  cpSync('docs/theme', folder, { recursive: true })
  const { publicUrl } = await openCheckout('embedded', { THEME_DIR: folder })
  const ask = (path: string, headers: Record<string, string> = {}) =>
    fetch(new URL(path, publicUrl), { headers })
  return { folder, ask }
}

const link = '<link rel="stylesheet" href="./theme/theme.css" />'

test('the look is the last word in the head of every page', async () => {
  const { ask } = await themed()
  for (const page of ['', 'checkout', 'success', 'nowhere']) {
    expect(await (await ask(page)).text(), page).toMatch(new RegExp(`${link}\\s*</head>`))
  }
})

test('without a look the page is the built one and nothing is served', async () => {
  const { publicUrl } = await openCheckout('embedded')
  expect(await (await fetch(publicUrl)).text()).not.toContain('theme')
  expect((await fetch(new URL('theme/theme.css', publicUrl))).status).toBe(404)
})

test('theme.css and its logo have to be asked about each time, and cost nothing unchanged', async () => {
  const { ask, folder } = await themed()
  const css = await ask('theme/theme.css')
  expect(css.headers.get('content-type')).toBe('text/css; charset=utf-8')
  expect(css.headers.get('cache-control')).toBe('no-cache')
  expect((await ask('theme/logo.svg')).headers.get('content-type')).toContain('image/svg+xml')
  const known = { 'if-none-match': css.headers.get('etag') ?? '', 'cache-control': 'max-age=0' }
  expect((await ask('theme/theme.css', known)).status).toBe(304)
  writeFileSync(join(folder, 'theme.css'), ':root { --brand: #123456 }')
  expect(await (await ask('theme/theme.css', known)).text()).toContain('#123456')
})

test('an SVG of the look opened by itself can run nothing', async () => {
  const { ask } = await themed()
  const policy = (await ask('theme/logo.svg')).headers.get('content-security-policy')
  expect(policy).toBe(
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; sandbox",
  )
})

test('nothing else is served: no pages or scripts, no hidden files, nothing beside the folder', async () => {
  const { ask, folder } = await themed()
  mkdirSync(join(folder, '.git'))
  for (const name of ['page.html', 'code.js', 'notes.txt', '.hidden.css', '.git/a.css']) {
    writeFileSync(join(folder, name), 'secret')
  }
  writeFileSync(join(folder, '../outside.css'), 'secret')
  const paths = ['page.html', 'code.js', 'notes.txt', '.hidden.css', '.git/a.css', '', '.']
  for (const path of [...paths, '..%2foutside.css', '%2e%2e/outside.css', '..%5coutside.css']) {
    const answer = await ask(`theme/${path}`)
    expect(await answer.text(), path).not.toContain('secret')
    expect(answer.headers.get('content-type'), path).not.toContain('text/css')
  }
})
