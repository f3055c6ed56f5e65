import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { type ErrorCode, Problem } from '../contract/problems'
import type { Config } from '../config/config'
import { cookieName } from './cookies'

declare module 'fastify' {
  interface FastifySchema {
    /**
     * What this call may answer instead of what it promises, beside what any call of its kind may
     * (`api-document/codes-of.ts`). The document says it status by status.
     */
    readonly 'x-codes'?: readonly ErrorCode[]
  }
}

/** Who may call, as the document says it: nobody has to be known. */
export const anyone = []
/** A payer who is signed in. */
export const payer = [{ payerSession: [] }]
/** A login changes the answer, and is not needed. */
export const payerOrAnyone = [...payer, {}]

/** What every call may answer instead of what it promises. */
export const problems = {
  '4xx': {
    description: 'A failure with a stable `code`',
    content: { 'application/problem+json': { schema: Problem } },
  },
  '5xx': {
    description: 'A failure with a stable `code`',
    content: { 'application/problem+json': { schema: Problem } },
  },
} as const

/**
 * Collects the routes' schemas for the OpenAPI document at `api/openapi.json`. What only its readers need is
 * added when it is asked for: see `api-document/whole-document.ts`.
 */
export async function registerApiDocument(app: FastifyInstance, config: Config): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Paymax Checkout',
        version: '1',
        description:
          'Money is an integer in fen (CNY 0.01); times are ISO 8601 in UTC; failures are RFC 9457.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: config.publicUrl.origin }],
      components: {
        securitySchemes: {
          merchantKey: {
            type: 'http',
            scheme: 'bearer',
            description:
              'A key of `MERCHANT_API_KEY`, with or without the `read:`, `order:` or `refund:` that narrows it. It belongs on the shop’s server alone.',
          },
          metricsKey: {
            type: 'http',
            scheme: 'bearer',
            description: 'A key of `METRICS_API_KEY`, which reads the metrics and nothing else.',
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
