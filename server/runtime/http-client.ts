import type { Agent, Dispatcher, request as Request } from 'undici'

type Asking = Pick<Dispatcher.RequestOptions, 'body' | 'signal'> & {
  readonly headers?: Readonly<Record<string, string>>
  readonly method?: Dispatcher.HttpMethod
}

/** Connections to one other side, kept alive between calls. */
export interface HttpClient {
  readonly request: (url: string, asking: Asking) => Promise<Dispatcher.ResponseData>
  /** Loads what calls are made with, so that the first one need not. */
  readonly prepare: () => Promise<void>
  /** Lets the calls under way end, then hangs up. */
  readonly close: () => Promise<void>
}

/** What calls are made with is loaded with the first one: a backend that starts calls nobody yet. */
export function createHttpClient(options: Agent.Options): HttpClient {
  let opened: Promise<{ request: typeof Request; agent: Agent }> | null = null

  function open() {
    opened ??= import('undici').then(({ request, Agent: NewAgent }) => ({
      request,
      agent: new NewAgent(options),
    }))
    return opened
  }

  return {
    async request(url, asking) {
      const { request, agent } = await open()
      // Nothing is to be packed on the way; what comes packed all the same is read (`answer-bytes.ts`).
      const headers = { ...asking.headers, 'Accept-Encoding': 'identity' }
      return request(url, { ...asking, headers, dispatcher: agent })
    },
    prepare: async () => {
      await open()
    },
    close: async () => (await opened)?.agent.close(),
  }
}
