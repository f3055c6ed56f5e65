import type { BrowserContext, ConsoleMessage } from '@playwright/test'

/** Everything that the browsers of a story had to complain about: errors, warnings, the policy. */
export interface Complaints {
  readonly list: readonly string[]
  listenTo: (context: BrowserContext) => void
  /** A story in which something is refused: the browser may say so. */
  allow: (expected: RegExp) => void
}

export function createComplaints(): Complaints {
  const list: string[] = []
  const allowed: RegExp[] = []
  const hear = (text: string) => {
    if (!allowed.some((expected) => expected.test(text))) list.push(text)
  }
  const read = (message: ConsoleMessage) => `${message.text()} (${message.location().url})`
  return {
    list,
    listenTo(context) {
      context.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') hear(read(message))
      })
      context.on('weberror', (error) => hear(String(error.error())))
    },
    allow: (expected) => void allowed.push(expected),
  }
}
