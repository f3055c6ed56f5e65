/** The command's arguments. */
import { parseArgs } from 'node:util'
import { sizes, type Size } from './poster'

export const usage = `Usage: npm run links -- [--posters DIR] [--size A5|A6] [--json]

Prints the addresses to use in WeChat menus, messages and QR codes: for every item of CATALOG_FILE, and for
amounts that payers type if OPEN_AMOUNT allows it. PUBLIC_URL and MERCHANT_NAME must be set; no secrets are
needed.
  --posters  also write a poster with a QR code for each into DIR, to print from a browser
  --size     paper size of the posters. Default: A6
  --json     print everything as JSON
Exit code: 0 done, 1 not done.`

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
  if (!isSize(size)) throw new Error(`--size must be one of ${Object.keys(sizes).join(', ')}.`)
  if (values.posters === '') throw new Error('--posters needs a folder.')
  return { posters: values.posters ?? null, size, json: values.json }
}

function isSize(text: string): text is Size {
  return text in sizes
}
