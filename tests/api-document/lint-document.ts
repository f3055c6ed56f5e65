import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { redocly, type Ended } from './redocly'

const rules = fileURLToPath(new URL('redocly.yaml', import.meta.url))

/** Holds an OpenAPI document to the rules of `redocly.yaml`. */
export async function lintDocument(document: object): Promise<Ended> {
  const folder = await mkdtemp(join(tmpdir(), 'api-lint-'))
  try {
    const file = join(folder, 'openapi.json')
    await writeFile(file, JSON.stringify(document, null, 2))
    return await redocly(['lint', file, '--config', rules])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
