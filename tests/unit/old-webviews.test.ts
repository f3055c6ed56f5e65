import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { lackingInScript, newerThanEs5 } from '../built/script'
import { lackingInStyle } from '../built/style'

const client = fileURLToPath(new URL('../../dist/client/', import.meta.url))
const page = readFileSync(`${client}index.html`, 'utf8')
const receipt = readFileSync(`${client}receipt.html`, 'utf8')
const assets = readdirSync(`${client}assets`)
const read = (name: string) => readFileSync(`${client}assets/${name}`, 'utf8')
const scripts = assets.filter((name) => name.endsWith('.js'))
const styles = assets.filter((name) => name.endsWith('.css'))

/**
 * Named in the build and yet harmless: where, what, and the reason why. `.escheckrc` passes over the
 * same, and over three that both engines have: object spread, `catch` without a name, `import()`.
 */
const harmless: Readonly<Record<string, string>> = {
  'bootstrap AbortController': 'the same as within the page, where it was not begun there',
  'index AbortController': 'ends our own waiting; no request is given its signal',
  'ui AbortController': 'the same: to close the window waits for nobody who has left',
  'ui ResizeObserver': 'asked for first; without it a sum is fitted when the window changes',
  'vendor AbortController': 'axios: only for its cancel tokens, which nobody makes',
  'vendor queueMicrotask': 'axios asks for it first',
  'vendor globalThis': 'Vue and axios ask for its `typeof` first',
  'vendor hasOwn': 'pinia: the polyfill is there before it is called',
  'vendor requestIdleCallback': 'Vue asks for it first, and only where a server rendered the page',
  'vendor startViewTransition': 'vue-router asks for it first, and only where a route wants it',
  'vendor toReversed': 'Vue: its reactive arrays pass the call on, and nobody makes it',
  'vendor toSorted': 'Vue: the same',
  'vendor toSpliced': 'Vue: the same',
}

const scriptsWithin = (html: string) =>
  [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, script = '']) => script,
  )
const stylesWithin = (html: string) => /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? ''

describe('what goes live asks nothing of a WebView that iOS 12 or Chromium 66 has not got', () => {
  test('the scripts', () => {
    const found = scripts.flatMap((name) => {
      const chunk = name.replace(/-[\w-]{8}\.js$/, '')
      return lackingInScript(read(name)).map((what) => `${chunk} ${what}`)
    })
    expect(found.sort()).toEqual(Object.keys(harmless).sort())
  })

  test('the styles', () => {
    const found = styles.flatMap((name) => lackingInStyle(read(name)).map((what) => [name, what]))
    expect(found).toEqual([])
  })

  test('the styles within the page', () => {
    expect(stylesWithin(page)).toContain('#boot')
    expect(lackingInStyle(stylesWithin(page))).toEqual([])
  })

  test('the receipt, which is a page by itself', () => {
    const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(receipt) ?? []
    expect(script).toContain('onIframeReady')
    expect(lackingInScript(script)).toEqual([])
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(receipt) ?? []
    expect(lackingInStyle(style)).toEqual([])
  })

  test('the scripts within the page', () => {
    const [preflight = '', frame = '', watchdog = '', modules = '', early = '', ...others] =
      scriptsWithin(page)
    expect(preflight).toContain('paymaxLanding')
    expect(lackingInScript(preflight)).toEqual([])
    expect(frame).toContain('paymaxPage')
    expect(lackingInScript(frame)).toEqual([])
    expect(watchdog).toContain('paymaxTell')
    expect(newerThanEs5(watchdog)).toEqual([])
    expect(newerThanEs5(modules)).toEqual([])
    expect(early).toContain('paymaxBegun')
    expect(lackingInScript(early)).toEqual(['AbortController'])
    expect(others).toEqual([])
  })

  test('the page that WeChat frames, which loads nothing else and measures nothing in rem', () => {
    const [script = '', ...others] = scriptsWithin(receipt)
    expect(others).toEqual([])
    expect(script).toContain('onIframeReady')
    expect(lackingInScript(script)).toEqual([])
    expect(stylesWithin(receipt)).toMatch(/html\{[^}]*font-size:16px/)
    expect(lackingInStyle(stylesWithin(receipt))).toEqual([])
    expect(stylesWithin(receipt)).not.toMatch(/\drem/)
    expect(receipt).not.toMatch(/<link\b|<script[^>]*\ssrc=/)
  })
})

describe('each of these would be found', () => {
  test.each([
    ['Promise.allSettled([])', 'allSettled'],
    ['Object.fromEntries([])', 'fromEntries'],
    ['const { fromEntries } = Object', 'fromEntries'],
    ['Object["fromEntries"]([])', 'fromEntries'],
    ['"a".matchAll(/a/g)', 'matchAll'],
    ['[].flat()', 'flat'],
    ['"a".replaceAll("a", "b")', 'replaceAll'],
    ['[].at(-1)', 'at'],
    ['a ??= b', '??='],
    ['a ?? b', '??'],
    ['a?.b', 'ChainExpression'],
    ['class A { b = 1 }', 'PropertyDefinition'],
    ['structuredClone(a)', 'structuredClone'],
    ['window.structuredClone(a)', 'structuredClone'],
    ['globalThis.a', 'globalThis'],
    ['new ResizeObserver(a)', 'ResizeObserver'],
    ['new IntersectionObserver(a)', 'IntersectionObserver'],
    ['fetch(a, { signal: new AbortController().signal })', 'AbortController'],
    ['queueMicrotask(a)', 'queueMicrotask'],
    ['new Intl.PluralRules()', 'PluralRules'],
    ['new Intl.RelativeTimeFormat()', 'RelativeTimeFormat'],
    ['new Intl.DisplayNames()', 'DisplayNames'],
    ['new Intl.ListFormat()', 'ListFormat'],
    ['/(?<=a)b/', '(?<=)'],
    ['a.replaceChildren()', 'replaceChildren'],
    ['crypto.randomUUID()', 'randomUUID'],
    ['1n', 'BigInt'],
  ])('%s', (source, name) => {
    expect(lackingInScript(source)).toContain(name)
  })

  test.each([
    '.a{display:flex;gap:4px}',
    '.a{inset:0}',
    '.a{aspect-ratio:1}',
    '.a{width:clamp(1px,2px,3px)}',
    '.a{width:min(1px,2px)}',
    '.a{width:max(1px,2px)}',
    '.a{height:100dvh}',
    '.a{color:color-mix(in srgb,red,blue)}',
    '.a:is(.b){color:red}',
    ':where(.b){color:red}',
    '.a:has(.b){color:red}',
    '.a:hover,.a:focus-visible{color:red}',
    '.a:focus-visible{outline:none}',
    '.a{padding:env(safe-area-inset-bottom)}',
    ':root{--a:env(safe-area-inset-bottom)}',
    '@layer a{.b{color:red}}',
    '@media (width>=4px){.a{color:red}}',
    '.a{.b{color:red}}',
  ])('%s', (source) => {
    expect(lackingInStyle(source)).not.toEqual([])
  })

  test.each(['let a', 'a=>b', '`a`', 'var {a} = b', 'class A {}', 'a?.b', 'for (var a of b);'])(
    '%s in the script that engines without modules read',
    (source) => {
      expect(newerThanEs5(source)).not.toEqual([])
    },
  )
})

test.each([
  '.a{height:100vh;height:100dvh}',
  '.a{display:grid;gap:4px}',
  '.a{padding:0;padding-bottom:env(safe-area-inset-bottom)}',
  '.a:focus-visible{outline:2px solid}',
  '@supports (inset:0){.a{inset:0}}',
])('%s has something to fall back to', (source) => {
  expect(lackingInStyle(source)).toEqual([])
})
