import { languageTags, type Language } from '@/locales/language'
import { blocksOf, textsOf } from './drawn-text'
import { noColumn, noOrphan, wholeSums, wholeWords } from './rules'
import { coveredSums, outOfSight } from './visibility'

/**
 * The text size. WeChat changes it with `-webkit-text-size-adjust` on the body on iOS, and with the WebView's
 * text zoom on Android: both enlarge the computed size and leave lengths in `em` alone, which is what
 * Chromium does with the first. `root` is a browser's own setting (WCAG 1.4.4).
 */
export interface Letters {
  readonly by: 'adjust' | 'root'
  readonly percent: number
}

const adjusted = (...steps: number[]) =>
  steps.map((percent) => ({ by: 'adjust', percent }) as const)
const root: Letters = { by: 'root', percent: 200 }

/** Each step of either platform is at most 5 % from one of these; both ends are included. */
const all = [...adjusted(80, 90, 100, 110, 120, 130, 140, 150, 160), root]
/** Enough for widths and amounts in between. */
const few = [...adjusted(80, 100, 130, 160), root]

export type Thoroughness = 'all' | 'few'

/** What is wrong, and in which language and size. */
export interface Fault {
  readonly what: string
  readonly where: string
}

const rules = [wholeSums, wholeWords, noOrphan, noColumn]

/** Sets the text size as a payer's setting does, while the page is open. */
function setLetters({ by, percent }: Letters): void {
  const { documentElement: root, body } = document
  root.style.fontSize = by === 'root' ? `${percent}%` : ''
  body.style.setProperty('-webkit-text-size-adjust', by === 'adjust' ? `${percent}%` : '')
}

/** Checks every line of the page in each language and text size. */
export async function survey(
  choose: (language: Language) => Promise<void>,
  pays: boolean,
  sizes: Thoroughness,
): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const language of languageTags) {
    await choose(language)
    const texts = textsOf(document.body)
    for (const letters of sizes === 'all' ? all : few) {
      setLetters(letters)
      dispatchEvent(new Event('resize'))
      const where = `${language}, ${innerWidth} px, ${letters.by} ${letters.percent} %`
      faults.push(...look(texts, pays).map((what) => ({ what, where })))
    }
  }
  setLetters({ by: 'root', percent: 100 })
  return faults
}

function look(texts: ReturnType<typeof textsOf>, pays: boolean): string[] {
  scrollTo(0, 0)
  const blocks = blocksOf(texts)
  const broken = blocks.flatMap((block) =>
    rules.flatMap((rule) => {
      const what = rule(block)
      return what === null ? [] : [`${what}: ${block.lines.join(' / ')}`]
    }),
  )
  return [...broken, ...(pays ? outOfSight(document.body) : []), ...coveredSums(blocks)]
}
