import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { Problem } from '../contract/problems'
import type { Config } from '../config/config'
import { webhooks } from './api-webhooks'
import { cookieName } from './cookies'

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

/** Collects the routes' schemas into the OpenAPI document at `api/openapi.json`. */
export async function registerApiDocument(app: FastifyInstance, config: Config): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Paymax Checkout',
        version: '1',
        description:
          'Money is an integer in fen (CNY 0.01); times are ISO 8601 in UTC; failures are RFC 9457.',
      },
      servers: [{ url: config.publicUrl.origin }],
      webhooks,
      components: {
        securitySchemes: {
          merchantKey: { type: 'http', scheme: 'bearer' },
          metricsKey: { type: 'http', scheme: 'bearer' },
          payerSession: { type: 'apiKey', in: 'cookie', name: cookieName(config) },
        },
      },
    },
  })
}
