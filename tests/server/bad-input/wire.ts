/** Requests as bytes on a socket: no client in between that refuses, mends or encodes anything. */
import { connect } from 'node:net'

export interface WireRequest {
  readonly method: string
  /** As it stands in the request line. */
  readonly target: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Buffer | null
}

export interface WireAnswer {
  readonly status: number
  /** Names in lower case; a header sent twice is here twice. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

/** Who has not answered by then hangs. */
const patience = 20_000

export function headerOf(answer: WireAnswer, name: string): string | undefined {
  return answer.headers.find(([one]) => one === name)?.[1]
}

/** @returns the request in bytes; the connection ends with its answer */
export function bytesOf(origin: URL, request: WireRequest): Buffer {
  const headers: [string, string][] = [
    ['host', origin.host],
    ['connection', 'close'],
    ...request.headers.map(([name, value]): [string, string] => [name, value]),
  ]
  if (request.body !== null) headers.push(['content-length', String(request.body.length)])
  const head = [
    `${request.method} ${request.target} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ]
  return Buffer.concat([
    Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'utf8'),
    request.body ?? Buffer.alloc(0),
  ])
}

/**
 * Writes bytes and reads until the server ends the connection.
 * @param next written when something has come back
 * @throws where it neither answers nor ends
 */
export function converse(origin: URL, bytes: Buffer, next?: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const received: Buffer[] = []
    const socket = connect(Number(origin.port), origin.hostname)
    const done = () => resolve(Buffer.concat(received))
    socket.setTimeout(patience, () => socket.destroy(new Error(`silent for ${patience} ms`)))
    socket.on('data', (chunk) => received.push(chunk))
    if (next) socket.once('data', () => socket.write(next))
    socket.on('end', done)
    // A server that refuses a body it has not read resets the connection behind its answer.
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') done()
      else reject(error)
    })
    socket.on('close', done)
    socket.write(bytes)
  })
}

/** Sends one request. @throws where it was not answered with exactly one answer */
export async function exchange(origin: URL, request: WireRequest): Promise<WireAnswer> {
  const answers = answersIn(await converse(origin, bytesOf(origin, request)), [request.method])
  const [answer] = answers
  if (answers.length !== 1 || !answer) throw new Error(`${answers.length} answers to one request`)
  return answer
}

/**
 * Takes a connection's bytes apart.
 * @param methods of the requests in their order: an answer to HEAD has no body
 */
export function answersIn(bytes: Buffer, methods: readonly string[] = []): WireAnswer[] {
  const answers: WireAnswer[] = []
  let rest = bytes
  while (rest.length > 0) {
    const end = rest.indexOf('\r\n\r\n')
    if (end < 0) throw new Error(`no answer: ${JSON.stringify(rest.toString('latin1', 0, 200))}`)
    const [statusLine = '', ...lines] = rest.toString('latin1', 0, end).split('\r\n')
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1])
    if (!status) throw new Error(`no status line: ${JSON.stringify(statusLine)}`)
    const headers = lines.map(readHeader)
    const empty = methods[answers.length] === 'HEAD' || status === 304 || status < 200
    const { body, after } = bodyIn(rest.subarray(end + 4), headers, empty)
    answers.push({ status, headers, body: body.toString('utf8') })
    rest = after
  }
  return answers
}

function readHeader(line: string): [string, string] {
  const [, name, value] = /^([!#$%&'*+\-.^_`|~\w]+): ?(.*)$/.exec(line) ?? []
  if (name === undefined || value === undefined) throw new Error(`no header: ${line}`)
  return [name.toLowerCase(), value]
}

function bodyIn(bytes: Buffer, headers: [string, string][], empty: boolean) {
  const named = Object.fromEntries(headers)
  if (empty) return { body: Buffer.alloc(0), after: bytes }
  if (named['transfer-encoding'] === 'chunked') return chunksIn(bytes)
  const length = Number(named['content-length'] ?? 0)
  if (bytes.length < length) throw new Error('the answer ends before its body does')
  return { body: bytes.subarray(0, length), after: bytes.subarray(length) }
}

function chunksIn(bytes: Buffer): { body: Buffer; after: Buffer } {
  const chunks: Buffer[] = []
  let rest = bytes
  for (;;) {
    const lineEnd = rest.indexOf('\r\n')
    const size = Number.parseInt(rest.toString('latin1', 0, lineEnd), 16)
    if (lineEnd < 0 || Number.isNaN(size)) throw new Error('the answer ends inside its body')
    chunks.push(rest.subarray(lineEnd + 2, lineEnd + 2 + size))
    rest = rest.subarray(lineEnd + 2 + size + 2)
    if (size === 0) return { body: Buffer.concat(chunks), after: rest }
  }
}
