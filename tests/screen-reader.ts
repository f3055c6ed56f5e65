declare global {
  interface Window {
    tellSpoken?: (how: string, text: string) => void
  }
}

/**
 * Tells `window.tellSpoken` what a screen reader would say of this document, in order: what gets the focus,
 * and what a live region changes to. A region that comes with its text already in it says nothing, as in
 * most screen readers. On its own, since it is sent into the browser as text.
 */
export function hear(): void {
  const live = '[role=status], [role=alert], [aria-live]'
  const before = new WeakMap<Element, string>()

  const told = (node: Node): string => {
    if (node instanceof Text) return node.data
    if (!(node instanceof Element) || node.getAttribute('aria-hidden') === 'true') return ''
    // a region within another is spoken of on its own
    return node.matches(live) ? '' : textOf(node)
  }
  const textOf = (element: Element): string =>
    Array.from(element.childNodes, told).join(' ').replace(/\s+/g, ' ').trim()

  const tell = (how: string, text: string) => {
    // the sandbox's WeChat around the page is not what is listened to
    if (text !== '' && !document.getElementById('setting')) window.tellSpoken?.(how, text)
  }

  const look = () => {
    for (const region of Array.from(document.querySelectorAll(live))) {
      if (region.getAttribute('aria-live') === 'off') continue
      const [last, text] = [before.get(region), textOf(region)]
      before.set(region, text)
      if (last !== undefined && text !== last) tell('status', text)
    }
  }

  const observer = new MutationObserver(look)
  const watch = () =>
    observer.observe(document, { childList: true, characterData: true, subtree: true })
  watch()
  // A frame's first, empty document lends its window to the page that follows, and this script with it.
  window.addEventListener('readystatechange', watch, true)
  window.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof Element)) return
    tell(target.tagName.toLowerCase(), target.getAttribute('aria-label') ?? textOf(target))
  })
}
