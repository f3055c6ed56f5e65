import { setupServer } from 'msw/node'

/** msw in Node: a test gives it the handlers of its own world. */
export const server = setupServer()
