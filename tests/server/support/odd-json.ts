/** JSON that says what `JSON.stringify` would say, and is written as that never writes it. */

export interface Handwriting {
  readonly name: string
  /** Between any two marks. */
  readonly space: string
  readonly key: (keys: string[]) => string[]
  /** Of one character. */
  readonly letter: (letter: string) => string
}

const escaped = (letter: string) =>
  [...Array(letter.length).keys()]
    .map((at) => `\\u${letter.charCodeAt(at).toString(16).padStart(4, '0').toUpperCase()}`)
    .join('')
const plain = (letter: string) => JSON.stringify(letter).slice(1, -1)
const asWritten = (keys: string[]) => keys

export const handwritings: readonly Handwriting[] = [
  { name: 'spaces and lines', space: ' \r\n\t', key: asWritten, letter: plain },
  {
    name: 'escaped slashes',
    space: '',
    key: asWritten,
    letter: (letter) => (letter === '/' ? '\\/' : plain(letter)),
  },
  { name: 'keys the other way round', space: ' ', key: (keys) => keys.toReversed(), letter: plain },
  {
    name: 'letters beyond ASCII escaped, as Python does',
    space: ' ',
    key: asWritten,
    letter: (letter) => (letter > '~' ? escaped(letter) : plain(letter)),
  },
  { name: 'every letter escaped', space: '', key: asWritten, letter: escaped },
]

/** Numbers have zeros at their end: 12.50. */
export function oddJson(value: unknown, hand: Handwriting): string {
  const { space } = hand
  const text = (one: string) => `"${Array.from(one, (letter) => hand.letter(letter)).join('')}"`
  const join = (open: string, parts: string[], close: string) =>
    [open, parts.join(`${space},${space}`), close].join(space)
  if (typeof value === 'string') return text(value)
  if (typeof value === 'number') {
    return Number.isInteger(value) ? `${String(value)}.0` : `${String(value)}0`
  }
  if (Array.isArray(value))
    return join(
      '[',
      value.map((one) => oddJson(one, hand)),
      ']',
    )
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const given = new Map<string, unknown>(Object.entries(value))
  const parts = hand
    .key([...given.keys()])
    .map((key) => `${text(key)}${space}:${space}${oddJson(given.get(key), hand)}`)
  return join('{', parts, '}')
}
