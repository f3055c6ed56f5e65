/** The command's arguments. */
import { parseArgs } from 'node:util'
import { sizes, type Size } from './poster'

export const usage = `Usage: npm run links -- [--posters DIR] [--size A5|A6] [--json]

Prints the addresses for WeChat menus, messages and codes: one for every item of CATALOG_FILE, and
one for amounts that payers type where OPEN_AMOUNT allows it. Needs PUBLIC_URL and MERCHANT_NAME too;
no secrets.
  --posters  writes a sheet with a QR code for each into DIR, to be printed from a browser
  --size     of the sheets; A6 by default
  --json     all of it as JSON
Exit code: 0 done, 1 not.`

export interface Wanted {
  readonly posters: string | null
  readonly size: Size
  readonly json: boolean
}

/** @throws Error where the arguments make no sense */
export function readArguments(args: readonly string[]): Wanted {
  const options = {
    posters: { type: 'string' },
    size: { type: 'string', default: 'A6' },
    json: { type: 'boolean', default: false },
  } as const
  const { values } = parseArgs({ args: [...args], options })
  const size = values.size.toUpperCase()
  if (!isSize(size)) throw new Error(`--size is one of ${Object.keys(sizes).join(', ')}.`)
  if (values.posters === '') throw new Error('--posters needs the name of a folder.')
  return { posters: values.posters ?? null, size, json: values.json }
}

function isSize(text: string): text is Size {
  return text in sizes
}
