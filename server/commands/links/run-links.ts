/** The command from its arguments to its exit code; the caller prints and reads the environment. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Shop } from '../../config/config'
import { offersOf, warningsOf, type Offer } from './addresses'
import type { Wanted } from './arguments'
import { poster } from './poster'
import { asJson, asText } from './print'
import { failed, succeeded, type CommandResult } from '../result/command-result'

export async function runLinks(shop: Shop, wanted: Wanted): Promise<CommandResult> {
  const offers = offersOf(shop)
  const warnings = warningsOf(shop.publicUrl, offers)
  const written =
    wanted.posters === null ? [] : await writePosters(shop, wanted.posters, offers, wanted)
  if (typeof written === 'string') return failed(written)
  if (wanted.json) return succeeded(asJson(offers, warnings, written))
  const told =
    written.length > 0 ? [`Posters:\n${written.map((file) => `  ${file}`).join('\n')}`] : []
  return {
    exitCode: 0,
    out: [asText(shop, offers), ...told].join('\n\n'),
    error: warnings.map((warning) => `Warning: ${warning}`).join('\n'),
  }
}

async function writePosters(
  { merchantName }: Shop,
  dir: string,
  offers: readonly Offer[],
  { size }: Wanted,
): Promise<string[] | string> {
  const files = namesOf(offers).map((name) => join(dir, name))
  try {
    await mkdir(dir, { recursive: true })
    for (const [at, offer] of offers.entries()) {
      await writeFile(files[at] ?? '', poster(merchantName, offer, size))
    }
    return files
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return `The posters cannot be written into ${dir} (${reason}).`
  }
}

/** Item ids may differ only in case; on many disks file names may not. */
function namesOf(offers: readonly Offer[]): string[] {
  const taken = new Set<string>()
  return offers.map(({ item }) => {
    const wanted = item === null ? 'typed-amount' : `item-${item}`
    let name = wanted
    for (let next = 2; taken.has(name.toLowerCase()); next += 1) name = `${wanted}-${next}`
    taken.add(name.toLowerCase())
    return `${name}.html`
  })
}
