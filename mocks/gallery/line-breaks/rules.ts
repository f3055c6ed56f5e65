import type { Block, Letter } from './drawn-text'

/** A mistake in how a text was broken into lines; null where there is none. */
export type Rule = (block: Block) => string | null

const sums = /[¥￥]\s?\d[\d,.]*\d/gu
/** What lies between spaces, Chinese letters and Chinese punctuation. */
const tokens = /[^\s\p{Script=Han}\u3000-\u303f\uff00-\uffef“”…·—]+/gu
const words = /[\p{Script=Latin}’']+/gu
const han = /\p{Script=Han}/u

/** An amount is on one line, within the window and every clipping element. */
export const wholeSums: Rule = (block) => {
  for (const letters of runs(block, sums)) {
    const sum = letters.map(({ text }) => text).join('')
    if (isBroken(letters)) return `the sum ${sum} is broken`
    if (letters.some(({ box }) => isCut(block.element, box))) return `the sum ${sum} is cut off`
  }
  return null
}

/** Words stay whole; a word with a digit or a sign inside is a number or an address, and may break. */
export const wholeWords: Rule = (block) => {
  for (const token of runs(block, tokens)) {
    const text = token.map((letter) => letter.text).join('')
    if (/[\d_@:=&?#%/]|\.\w/.test(text)) continue
    for (const { index, 0: word } of text.matchAll(words)) {
      if (isBroken(token.slice(index, index + word.length))) return `the word ${word} is broken`
    }
  }
  return null
}

/**
 * The last line is not too short. Too short is punctuation alone; one or two Chinese letters, where another
 * line has six or more; one word of another script that takes less than a third of the longest line, where
 * the line before could give a word.
 */
export const noOrphan: Rule = ({ lines, letters, text }) => {
  const [before, last] = lines.slice(-2)
  if (before === undefined || last === undefined || isIdentifier(text)) return null
  const bare = last.replace(/[\s\p{P}]/gu, '')
  const scrap = han.test(bare)
    ? bare.length < 3 && lines.some((line) => line.length > 5)
    : bare === '' || (/\s/.test(before) && !/\s/.test(last) && isNarrow(letters, lines.length))
  return scrap ? `«${last}» stands alone` : null
}

/** No text is squeezed into a column: every line but the last has more than one letter. */
export const noColumn: Rule = ({ lines }) =>
  lines.slice(0, -1).some((line) => line.length < 2) ? 'a column of single letters' : null

/** The letters of each amount in a text. */
export function sumsOf(block: Block): Letter[][] {
  return runs(block, sums)
}

/** The letters of each match of a pattern. */
function runs({ text, letters }: Block, expression: RegExp): Letter[][] {
  return [...text.matchAll(expression)].map(({ index, 0: found }) =>
    letters.slice(index, index + found.length),
  )
}

const isBroken = (letters: readonly Letter[]) =>
  letters[0]?.line !== letters[letters.length - 1]?.line
const isIdentifier = (text: string) => !/\s/.test(text.trim()) && !han.test(text)

function isCut(within: Element, { left, right, top, bottom }: DOMRect): boolean {
  if (left < -0.5 || right > document.documentElement.clientWidth + 0.5) return true
  for (let around: Element | null = within; around; around = around.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(around)
    if (around === document.body || (overflowX === 'visible' && overflowY === 'visible')) continue
    const box = around.getBoundingClientRect()
    const middle = (top + bottom) / 2
    if (left < box.left - 0.5 || right > box.right + 0.5) return true
    if (middle < box.top || middle > box.bottom) return true
  }
  return false
}

function widthOf(letters: readonly Letter[], line: number): number {
  const boxes = letters.filter((letter) => letter.line === line).map(({ box }) => box)
  return Math.max(...boxes.map(({ right }) => right)) - Math.min(...boxes.map(({ left }) => left))
}

function isNarrow(letters: readonly Letter[], lines: number): boolean {
  const widths = Array.from({ length: lines }, (_, line) => widthOf(letters, line))
  return (widths[lines - 1] ?? 0) * 3 < Math.max(...widths)
}
