import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { startBackend } from '../../server/backend'
import { readConfig } from '../../server/config/config'
import type { ApiDocument } from '../../server/http/api-document/document-types'
import { systemClock } from '../../server/runtime/clock'
import { complete } from '../unit/docs/configuration/decisions'

/** The API document as the real backend answers it, configured as the example is. */
export async function realDocument(): Promise<ApiDocument> {
  const folder = await mkdtemp(join(tmpdir(), 'api-document-'))
  try {
    const backend = await startBackend(readConfig({ ...complete, DATA_DIR: folder }), {
      clock: systemClock,
      log: pino({ level: 'silent' }),
      clientDir: fileURLToPath(new URL('../server/support/page/', import.meta.url)),
    })
    try {
      const url = `${new URL(complete['PUBLIC_URL'] ?? '').pathname}api/openapi.json`
      return (await backend.app.inject(url)).json<ApiDocument>()
    } finally {
      await backend.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
