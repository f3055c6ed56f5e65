import { request as startPlainRequest } from 'node:http'
import type {
  IncomingHttpHeaders,
  IncomingMessage,
  OutgoingHttpHeaders,
  ServerResponse,
} from 'node:http'
import { request as startSecureRequest } from 'node:https'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { replyHtml } from '../http'
import { errorPage } from '../wechat/pages'
import { holderCookie } from '../wechat/authorize-page'
import { injectBridge, loosenPolicy } from './inject'

export interface WebView {
  publicUrl: URL
  /** Null: a plain browser, which has no bridge and no user agent of WeChat's. */
  bridgePath: string | null
  userAgent: string
  /** Where the bridge's hidden frames go. */
  framesAddress: string
  /** An address the page must not be sent to as it is; the text says why. */
  refuseRedirect: (location: string) => string | null
}

function withoutHolder(cookie: string): string {
  return cookie
    .split(/;\s*/)
    .filter((pair) => !pair.startsWith(`${holderCookie}=`))
    .join('; ')
}

/** @returns the headers that the client did send: Node takes no header without a value */
function headersFor(request: IncomingMessage, view: WebView): OutgoingHttpHeaders {
  const { cookie, 'accept-encoding': packed, ...rest } = request.headers
  const kept = withoutHolder(cookie ?? '')
  // HTML is written into; it must come as it is.
  const packing = wantsHtml(request) ? 'identity' : packed
  return {
    ...rest,
    ...(kept && { cookie: kept }),
    ...(packing !== undefined && { 'accept-encoding': packing }),
    host: view.publicUrl.host,
    'user-agent': view.userAgent,
    'x-forwarded-for': request.socket.remoteAddress ?? '',
    'x-forwarded-host': view.publicUrl.host,
    'x-forwarded-proto': view.publicUrl.protocol.slice(0, -1),
  }
}

function wantsHtml(request: IncomingMessage): boolean {
  return (request.headers.accept ?? '').includes('text/html')
}

function headersBack(answer: IncomingMessage, view: WebView): IncomingHttpHeaders {
  // Of this hop alone; the next one has its own.
  const headers = { ...answer.headers }
  delete headers.connection
  delete headers['keep-alive']
  delete headers['transfer-encoding']
  delete headers['x-frame-options']
  const bridge = new URL(view.bridgePath ?? '/', view.publicUrl).href
  for (const name of ['content-security-policy', 'content-security-policy-report-only']) {
    const policy = headers[name]
    if (typeof policy === 'string') headers[name] = loosenPolicy(policy, bridge, view.framesAddress)
  }
  return headers
}

async function passHtml(
  answer: IncomingMessage,
  response: ServerResponse,
  view: WebView,
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk as Buffer)
  const html = Buffer.concat(chunks).toString()
  const page = Buffer.from(view.bridgePath ? injectBridge(html, view.bridgePath) : html)
  // The bridge's settings change between visits, so a page kept by the browser would be stale.
  const headers = headersBack(answer, view)
  delete headers.etag
  delete headers['last-modified']
  response.writeHead(answer.statusCode ?? 502, { ...headers, 'content-length': page.length })
  response.end(page)
}

/** Plays the WebView in front of the checkout: streams through, cookies untouched. */
export function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  backend: URL,
  view: WebView,
): void {
  // A backend behind a proxy of its own is at an https address.
  const startRequest = backend.protocol === 'https:' ? startSecureRequest : startPlainRequest
  const upstream = startRequest({
    host: backend.hostname,
    port: backend.port,
    method: request.method,
    path: request.url,
    headers: headersFor(request, view),
  })
  upstream.on('response', (answer) => {
    const refusal = view.refuseRedirect(answer.headers.location ?? '')
    if (refusal) {
      answer.resume()
      return replyHtml(response, 200, errorPage(refusal, null))
    }
    // What a script asks for comes as it asked for it, packed or not: it is not opened in the WebView.
    const html =
      (answer.headers['content-type'] ?? '').startsWith('text/html') &&
      answer.headers['content-encoding'] === undefined
    if (html && answer.statusCode !== 304 && request.method !== 'HEAD') {
      void passHtml(answer, response, view).catch(() => response.destroy())
      return
    }
    response.writeHead(answer.statusCode ?? 502, headersBack(answer, view))
    response.flushHeaders()
    answer.pipe(response)
    answer.on('error', () => response.destroy())
  })
  upstream.on('error', () => {
    if (response.headersSent) response.destroy()
    else replyHtml(response, 502, errorPage('收银台没有回应', 502))
  })
  response.on('close', () => upstream.destroy())
  request.pipe(upstream)
}

/** Hot reload's socket: handed through byte by byte. */
export function passSocket(
  request: IncomingMessage,
  socket: Duplex,
  first: Buffer,
  backend: URL,
): void {
  const upstream = connect(Number(backend.port), backend.hostname, () => {
    const lines = [`${request.method ?? 'GET'} ${request.url ?? '/'} HTTP/1.1`]
    for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
      const [name = '', value = ''] = request.rawHeaders.slice(i, i + 2)
      lines.push(`${name}: ${/^host$/i.test(name) ? backend.host : value}`)
    }
    upstream.write(`${lines.join('\r\n')}\r\n\r\n`)
    upstream.write(first)
    upstream.pipe(socket)
    socket.pipe(upstream)
  })
  upstream.on('error', () => socket.destroy())
  socket.on('error', () => upstream.destroy())
  socket.on('close', () => upstream.destroy())
}
