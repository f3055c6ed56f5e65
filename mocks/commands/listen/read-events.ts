/** One server-sent event. */
export interface StreamEvent {
  readonly id: string
  readonly name: string
  readonly data: string
}

/** Reads a stream of server-sent events as the sandbox writes them, until the stream ends. */
export async function* readEvents(stream: AsyncIterable<Uint8Array>): AsyncGenerator<StreamEvent> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of stream) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n\n')
    rest = parts.pop() ?? ''
    for (const part of parts) yield eventOf(part)
  }
}

function eventOf(part: string): StreamEvent {
  const lines = part.split('\n')
  const field = (name: string) =>
    lines
      .filter((line) => line.startsWith(`${name}: `))
      .map((line) => line.slice(name.length + 2))
      .join('\n')
  return { id: field('id'), name: field('event'), data: field('data') }
}
