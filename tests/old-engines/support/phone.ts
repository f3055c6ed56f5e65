import { writeFile } from 'node:fs/promises'
import { expect } from 'vitest'
import type { Devtools } from './devtools'

/** A phone with the sandbox's WeChat on it, in an engine that no driver of today can speak to. */
export interface OldPhone {
  readonly complaints: readonly string[]
  open: (address: string) => Promise<void>
  /** Taps where a button is, as a finger would: by its place on the glass. */
  tap: (name: string) => Promise<void>
  /** Enters the PIN on the sheet's keys and taps 完成. */
  pay: () => Promise<void>
  reads: (heading: string) => Promise<void>
  sees: (words: string) => Promise<void>
  reload: () => Promise<void>
  /** Something of the page itself, evaluated in it. */
  look: (expression: string) => Promise<unknown>
  photograph: (file: string) => Promise<void>
  close: () => Promise<void>
}

/** ES5, for the engine: the page in the WebView where there is one, and the phone around it. */
const eyes = `
  var inner = document.querySelector('iframe[name=webview]')
  var views = inner && inner.contentDocument ? [null, inner] : [null]
  function documentOf(view) { return view ? view.contentDocument : document }
  function nameOf(node) {
    return (node.getAttribute('aria-label') || node.textContent).replace(/\\s+/g, ' ').trim()
  }
`

/** The frame of the sandbox's phone offers its page more than these engines have heard of. */
const ofTheShell = /^Unrecognized feature: 'clipboard-write'/

const placeOf = (name: string) => `(function () {
  ${eyes}
  for (var v = 0; v < views.length; v++) {
    var found = documentOf(views[v]).querySelectorAll('button, [role=button], a')
    for (var i = 0; i < found.length; i++) {
      if (nameOf(found[i]) !== ${JSON.stringify(name)} || found[i].disabled) continue
      if (found[i].getAttribute('aria-disabled') === 'true') continue
      found[i].scrollIntoView({ block: 'nearest' })
      var box = found[i].getBoundingClientRect()
      if (box.width === 0 || box.height === 0) continue
      var frame = views[v] ? views[v].getBoundingClientRect() : { left: 0, top: 0 }
      var x = box.left + box.width / 2, y = box.top + box.height / 2
      var top = documentOf(views[v]).elementFromPoint(x, y)
      if (!top || !(found[i] === top || found[i].contains(top))) continue
      // what lies over the WebView is in the way of the finger
      if (views[v] && document.elementFromPoint(frame.left + x, frame.top + y) !== inner) continue
      return { x: frame.left + x, y: frame.top + y }
    }
  }
  return null
})()`

const headingNow = `(function () {
  ${eyes}
  var heading = documentOf(inner).querySelector('h1')
  return heading ? nameOf(heading) : ''
})()`

const wordsNow = `(function () {
  ${eyes}
  return views.map(function (view) {
    var body = documentOf(view).body
    return body ? body.innerText : ''
  }).join('\\n')
})()`

const readsChinese = `
  Object.defineProperty(navigator, 'languages', { get: function () { return ['zh-CN'] } })
  Object.defineProperty(navigator, 'language', { get: function () { return 'zh-CN' } })`

interface Place {
  x: number
  y: number
}

export async function createOldPhone(tab: Devtools): Promise<OldPhone> {
  const complaints: string[] = []
  tab.on('Log.entryAdded', ({ entry }) => complain(complaints, entry))
  tab.on('Runtime.exceptionThrown', (thrown) => complaints.push(JSON.stringify(thrown)))
  tab.on('Runtime.consoleAPICalled', (call) => {
    if (call['type'] === 'error' || call['type'] === 'warning')
      complaints.push(JSON.stringify(call))
  })
  for (const domain of ['Page', 'Runtime', 'Log']) await tab.ask(`${domain}.enable`)
  // `--lang` is not what pages are told: these engines say `en-US` there, and the sandbox follows it.
  await tab.ask('Page.addScriptToEvaluateOnNewDocument', { source: readsChinese })
  const screen = { width: 390, height: 844, deviceScaleFactor: 2, mobile: true }
  await tab.ask('Emulation.setDeviceMetricsOverride', screen)
  await tab.ask('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 1 })

  async function look(expression: string): Promise<unknown> {
    const answer = await tab.ask('Runtime.evaluate', { expression, returnByValue: true })
    return (answer['result'] as { value?: unknown }).value
  }

  async function find(name: string): Promise<Place> {
    const last: { place: Place | null } = { place: null }
    await expect
      .poll(
        async () => {
          const before = last.place
          last.place = (await look(placeOf(name))) as Place | null
          // where it is to stay: a sheet that still slides would be missed
          return last.place !== null && JSON.stringify(before) === JSON.stringify(last.place)
        },
        { message: `a button «${name}»`, timeout: 30_000 },
      )
      .toBe(true)
    return last.place ?? { x: 0, y: 0 }
  }

  async function tap(name: string): Promise<void> {
    const place = await find(name)
    await tab.ask('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [place] })
    await tab.ask('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  }

  return {
    complaints,
    look,
    async open(address) {
      await tab.ask('Page.navigate', { url: address })
    },
    tap,
    async pay() {
      for (const digit of '123456') await tap(digit)
      await tap('完成')
    },
    reads: (heading) =>
      expect
        .poll(() => look(headingNow), { message: 'the heading', timeout: 30_000 })
        .toBe(heading),
    sees: (words) => expect.poll(() => look(wordsNow), { timeout: 30_000 }).toContain(words),
    async reload() {
      await look(`document.querySelector('iframe[name=webview]').contentWindow.location.reload()`)
    },
    async photograph(file) {
      const { data } = await tab.ask('Page.captureScreenshot')
      await writeFile(file, Buffer.from(String(data), 'base64'))
    },
    async close() {
      // nothing of the page asks a backend that has gone
      await tab.ask('Page.navigate', { url: 'about:blank' })
      tab.close()
    },
  }
}

function complain(complaints: string[], entry: unknown): void {
  const { level, text, url } = entry as { level: string; text: string; url?: string }
  if ((level === 'error' || level === 'warning') && !ofTheShell.test(text)) {
    complaints.push(`${text} (${url ?? ''})`)
  }
}
