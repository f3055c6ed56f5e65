import { WebSocket } from 'undici'

type Fields = Readonly<Record<string, unknown>>
type Listener = (params: Fields) => void

/** The DevTools protocol of a browser or page: the only driver that every age of Chromium has. */
export interface Devtools {
  ask: (method: string, params?: Fields) => Promise<Fields>
  on: (method: string, listener: Listener) => void
  close: () => void
}

interface Waiting {
  resolve: (result: Fields) => void
  reject: (reason: Error) => void
}

interface Message {
  id?: number
  method?: string
  params?: Fields
  result?: Fields
  error?: { message: string }
}

export async function connect(address: string): Promise<Devtools> {
  const socket = new WebSocket(address)
  const waiting = new Map<number, Waiting>()
  const listeners = new Map<string, Listener[]>()
  let lastId = 0

  socket.addEventListener('message', ({ data }) => {
    const { id, method = '', params = {}, result = {}, error } = JSON.parse(String(data)) as Message
    if (id === undefined) return listeners.get(method)?.forEach((listener) => listener(params))
    const asked = waiting.get(id)
    waiting.delete(id)
    if (error) asked?.reject(new Error(error.message))
    else asked?.resolve(result)
  })
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('The browser has gone'))
    waiting.clear()
  })
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    socket.addEventListener('error', () => reject(new Error(`Nobody answers at ${address}`)))
  })

  return {
    ask: (method, params = {}) =>
      new Promise((resolve, reject) => {
        lastId += 1
        waiting.set(lastId, { resolve, reject })
        socket.send(JSON.stringify({ id: lastId, method, params }))
      }),
    on: (method, listener) =>
      void listeners.set(method, [...(listeners.get(method) ?? []), listener]),
    close: () => socket.close(),
  }
}
