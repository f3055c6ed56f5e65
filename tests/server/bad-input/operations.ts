/** The calls that the OpenAPI document promises, as far as a generator of requests has to know them. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { startSandbox } from '../../../mocks/sandbox/sandbox'
import { startBackend } from '../../../server/backend'
import { systemClock } from '../../../server/runtime/clock'
import { readConfig } from '../../../server/config/config'
import type { Schema } from './shaped'

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema: Schema
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>

interface DocumentedOperation {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Content }
  readonly security?: readonly Readonly<Record<string, unknown>>[]
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>
}

export interface Operation {
  /** `POST /pay/api/orders` */
  readonly name: string
  readonly method: string
  /** With `{parameters}` in it. */
  readonly path: string
  readonly parameters: readonly Parameter[]
  /** null: the document says nothing about a body */
  readonly body: Schema | null
  /** What a body calls itself. */
  readonly type: string
  /** The security scheme's name. */
  readonly security: string | null
  readonly responses: DocumentedOperation['responses']
}

export function operationsIn(document: ApiDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, documented]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      parameters: documented.parameters ?? [],
      ...bodyOf(documented),
      security: Object.keys(documented.security?.[0] ?? {})[0] ?? null,
      responses: documented.responses,
    })),
  )
}

function bodyOf({ requestBody }: DocumentedOperation): Pick<Operation, 'body' | 'type'> {
  const documented = Object.entries(requestBody?.content ?? {}).at(0)
  if (!documented) return { body: null, type: 'application/json' }
  const [type, { schema }] = documented
  return { body: schema ?? null, type }
}

/** Reads the document of a backend that is up for no longer than that. */
export async function readOperations(): Promise<Operation[]> {
  const dir = mkdtempSync(join(tmpdir(), 'checkout-document-'))
  const sandbox = await startSandbox({ webhookSpeed: 0 })
  const settings = {
    ...sandbox.checkoutEnvironment(),
    PUBLIC_URL: 'http://127.0.0.1:9/pay/',
    SESSION_SECRET: randomBytes(32).toString('hex'),
    MERCHANT_API_KEY: randomBytes(32).toString('hex'),
    MERCHANT_NAME: '山茶咖啡',
    DATA_DIR: dir,
  }
  const backend = await startBackend(readConfig(settings), {
    clock: systemClock,
    log: pino({ level: 'silent' }),
    clientDir: fileURLToPath(new URL('../support/page/', import.meta.url)),
  })
  try {
    await backend.app.ready()
    return operationsIn(backend.app.swagger() as unknown as ApiDocument)
  } finally {
    await backend.close()
    await sandbox.close()
    rmSync(dir, { recursive: true, force: true })
  }
}
