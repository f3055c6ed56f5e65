/** One letter as drawn by the engine. */
export interface Letter {
  readonly text: string
  readonly box: DOMRect
  /** Its line within the block, from 0. */
  readonly line: number
}

/** A text that breaks into lines by itself: a paragraph, a heading, a button's words. */
export interface Block {
  readonly element: Element
  readonly text: string
  /** One per letter of `text`; for a space dropped at a line end, the letter before it. */
  readonly letters: readonly Letter[]
  readonly lines: readonly string[]
}

/** For screen readers, drawn by the system, or not text. */
const unseen = '.spoken, select, svg, script, style'

/** The page's texts by block: the same for every text size. */
export function textsOf(root: Element): Map<Element, Text[]> {
  const found = new Map<Element, Text[]>()
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { parentElement: parent } = node
    if (!(node instanceof Text) || !parent || node.data.trim() === '') continue
    if (parent.closest(unseen)) continue
    const element = blockOf(parent)
    found.set(element, [...(found.get(element) ?? []), node])
  }
  return found
}

/** The blocks with their present lines; without those on one line that contain no amount. */
export function blocksOf(texts: ReadonlyMap<Element, readonly Text[]>): Block[] {
  return [...texts].flatMap(([element, nodes]) => {
    if (!nodes.some(({ data }) => /[¥￥]/u.test(data)) && isOneLine(nodes)) return []
    const letters: Letter[] = []
    for (const node of nodes) place(node, letters)
    return letters.length > 0 ? [asBlock(element, letters)] : []
  })
}

const range = document.createRange()

function isOneLine(nodes: readonly Text[]): boolean {
  const boxes = nodes.flatMap((node) => {
    range.selectNodeContents(node)
    return [...range.getClientRects()]
  })
  const middles = boxes.map(({ top, bottom }) => (top + bottom) / 2)
  const lowest = Math.min(...boxes.map(({ height }) => height))
  return Math.max(...middles) - Math.min(...middles) <= lowest / 2
}

function place(node: Text, letters: Letter[]): void {
  for (let at = 0; at < node.data.length; at += 1) {
    range.setStart(node, at)
    range.setEnd(node, at + 1)
    add(letters, node.data.charAt(at), range.getBoundingClientRect())
  }
}

function blockOf(element: Element): Element {
  let block = element
  while (block.parentElement && getComputedStyle(block).display === 'inline')
    block = block.parentElement
  return block
}

function add(letters: Letter[], text: string, box: DOMRect): void {
  const last = letters[letters.length - 1]
  if (box.width > 0 && text.trim() !== '') {
    letters.push({ text, box, line: last ? last.line + (isBelow(box, last.box) ? 1 : 0) : 0 })
  } else if (last && last.text !== ' ') letters.push({ ...last, text: ' ' })
}

/** Letters of one line may have two sizes, and the boxes of two lines may overlap. */
function isBelow(box: DOMRect, before: DOMRect): boolean {
  const step = (box.top + box.bottom - before.top - before.bottom) / 2
  return step > Math.min(box.height, before.height) / 2 && box.left < before.right
}

function asBlock(element: Element, letters: readonly Letter[]): Block {
  const lines: string[] = []
  for (const { text, line } of letters) lines[line] = (lines[line] ?? '') + text
  return {
    element,
    letters,
    text: letters.map(({ text }) => text).join(''),
    lines: lines.map((line) => line.trim()),
  }
}
