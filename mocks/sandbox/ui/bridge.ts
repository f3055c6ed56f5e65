/** What native WeChat puts into every page. Served with its settings written before it. */
declare const bridgeConfig: { userAgent: string; frames: string; readyAfter: number }

type Callback = (answer: Record<string, unknown>) => void

const landing = location.href
const waiting = new Map<string, Callback>()
const listeners = new Map<string, Callback[]>()
let frames: HTMLIFrameElement[] = []
let silent = false
let nextId = 0

Object.defineProperty(navigator, 'userAgent', { get: () => bridgeConfig.userAgent })

document.addEventListener('securitypolicyviolation', (event) => {
  // Of a frame at another origin an engine may say the origin alone, or nothing.
  const foreign = event.blockedURI !== '' && !bridgeConfig.frames.startsWith(event.blockedURI)
  if (silent || foreign || !/^(frame|child|default)-src$/.test(event.effectiveDirective)) return
  silent = true
  post({ wechat: 'blocked' })
})

function post(message: Record<string, unknown>): void {
  window.parent.postMessage(message, location.origin)
}

function hiddenFrame(): HTMLIFrameElement {
  const frame = document.createElement('iframe')
  frame.style.display = 'none'
  document.documentElement.appendChild(frame)
  return frame
}

/** Real frames, so that the page's policy decides; not to `weixin://` itself, see `loosenPolicy`. */
function speak(index: number, word: string): void {
  while (frames.length < 2) frames = [...frames, hiddenFrame()]
  const frame = frames[index]
  if (frame) frame.src = bridgeConfig.frames + word
  afterPolicy(() => undefined)
}

let heard: Promise<void> | null = null

/** A violation is reported about a tenth of a second after the first word; until then, wait. */
function afterPolicy(run: () => void): void {
  heard ??= new Promise((resolve) => setTimeout(resolve, 400))
  void heard.then(() => {
    if (!silent) run()
  })
}

function invoke(method: string, params: unknown, callback?: Callback): void {
  const id = String(++nextId)
  if (callback) waiting.set(id, callback)
  speak(0, 'dispatch_message/')
  afterPolicy(() => {
    if (window.parent === window) void alone(id, method, params)
    else post({ wechat: 'invoke', id, method, params, url: location.href, landing })
  })
}

function answer(id: string, result: Record<string, unknown>): void {
  const callback = waiting.get(id)
  waiting.delete(id)
  if (silent) return
  speak(1, 'private/setresult/')
  callback?.(result)
}

/** Without a shell around it there is no hand to enter the PIN: the holder pays at once. */
async function alone(id: string, method: string, params: unknown): Promise<void> {
  if (method !== 'getBrandWCPayRequest') return answer(id, { err_msg: `${method}:ok` })
  const ask = async (name: string, body: object) => {
    const response = await fetch(`/__sandbox/${name}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await response.json()) as Record<string, unknown>
  }
  const opening = await ask('sheet', { params, url: location.href, landing })
  if (opening['kind'] !== 'sheet') return answer(id, opening['answer'] as Record<string, unknown>)
  const paid = await ask('pay', { prepayId: opening['prepayId'], pin: '123456' })
  const closed = await ask('answer', {
    paid: paid['outcome'] === 'ok',
    prepayId: opening['prepayId'],
  })
  const last = (opening['early'] ?? closed['answer']) as Record<string, unknown> | null
  if (last) answer(id, last)
}

window.addEventListener('message', (event) => {
  if (event.origin !== location.origin || event.source !== window.parent) return
  const data = event.data as { wechat?: string; id?: string; result?: Record<string, unknown> }
  if (data.wechat === 'answer' && data.id && data.result) answer(data.id, data.result)
})

const bridge = {
  invoke,
  call: (method: string, params: unknown = {}) => invoke(method, params),
  on(name: string, callback: Callback) {
    listeners.set(name, [...(listeners.get(name) ?? []), callback])
  },
  log: () => undefined,
}

function getReady(): void {
  Object.defineProperty(window, 'WeixinJSBridge', { value: bridge, configurable: true })
  document.dispatchEvent(new Event('WeixinJSBridgeReady'))
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', () => speak(0, 'dispatch_message/'))
  } else speak(0, 'dispatch_message/')
}

if (bridgeConfig.readyAfter === 0) getReady()
else if (bridgeConfig.readyAfter > 0) setTimeout(getReady, bridgeConfig.readyAfter)
