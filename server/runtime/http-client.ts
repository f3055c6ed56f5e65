import type { Agent, Dispatcher, request as Request } from 'undici'

type Asking = Pick<Dispatcher.RequestOptions, 'body' | 'signal'> & {
  readonly headers?: Readonly<Record<string, string>>
  readonly method?: Dispatcher.HttpMethod
}

/** Keep-alive connections to one server. */
export interface HttpClient {
  readonly request: (url: string, asking: Asking) => Promise<Dispatcher.ResponseData>
  /** Loads the HTTP library, so that the first call need not. */
  readonly prepare: () => Promise<void>
  /** Lets calls under way finish, then closes the connections. */
  readonly close: () => Promise<void>
}

/** The HTTP library is loaded with the first call, because a starting backend calls nobody yet. */
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
      // No compression is requested; a compressed answer is read all the same (`response-bytes.ts`).
      const headers = { ...asking.headers, 'Accept-Encoding': 'identity' }
      return request(url, { ...asking, headers, dispatcher: agent })
    },
    prepare: async () => {
      await open()
    },
    close: async () => (await opened)?.agent.close(),
  }
}
