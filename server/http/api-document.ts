import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { type ErrorCode, Problem } from '../contract/problems'
import type { Config } from '../config/config'
import { cookieName } from './cookies'

declare module 'fastify' {
  interface FastifySchema {
    /**
     * Error codes of this call, in addition to those of every call of its kind (`api-document/codes-of.ts`).
     * The document lists them by status.
     */
    readonly 'x-codes'?: readonly ErrorCode[]
  }
}

/** Security of a call in the OpenAPI document: none needed. */
export const anyone = []
/** A signed-in payer. */
export const payer = [{ payerSession: [] }]
/** A login changes the answer but is not required. */
export const payerOrAnyone = [...payer, {}]

/** Errors that every call may answer. */
export const problems = {
  '4xx': {
    description: 'An error with a stable `code`',
    content: { 'application/problem+json': { schema: Problem } },
  },
  '5xx': {
    description: 'An error with a stable `code`',
    content: { 'application/problem+json': { schema: Problem } },
  },
} as const

/**
 * Collects the routes' schemas for the OpenAPI document at `api/openapi.json`. What only its readers need is
 * added when it is requested: see `api-document/complete-document.ts`.
 */
export async function registerApiDocument(app: FastifyInstance, config: Config): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Paymax Checkout',
        version: '1',
        description:
          'Amounts are integers in fen (CNY 0.01). Times are ISO 8601 in UTC. Errors are RFC 9457 problem details.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: config.publicUrl.origin }],
      components: {
        securitySchemes: {
          merchantKey: {
            type: 'http',
            scheme: 'bearer',
            description:
              'A key of `MERCHANT_API_KEY`, with or without its prefix `read:`, `order:` or `refund:`. Keep it on the shop’s server only.',
          },
          metricsKey: {
            type: 'http',
            scheme: 'bearer',
            description: 'A key of `METRICS_API_KEY`, which can only read the metrics.',
          },
          payerSession: {
            type: 'apiKey',
            in: 'cookie',
            name: cookieName(config),
            description: 'Set by `createSession` in the payer’s browser.',
          },
        },
      },
    },
  })
}
