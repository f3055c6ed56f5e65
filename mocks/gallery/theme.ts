export type Theme = 'light' | 'dark'
export type TextSize = 'normal' | 'largest'

/** The media conditions of style rules before a theme was chosen here. */
const asked = new WeakMap<CSSMediaRule, string>()

/** Shows the page in a theme, whatever the system's setting, also for styles that are loaded later. */
export function wear(theme: Theme): void {
  const { documentElement: root, head } = document
  root.style.colorScheme = theme
  document.querySelector('meta[name=color-scheme]')?.setAttribute('content', theme)
  const repaint = () => {
    for (const sheet of document.styleSheets) repaintRules(sheet, theme)
  }
  repaint()
  new MutationObserver(repaint).observe(head, { childList: true, subtree: true })
  head.addEventListener('load', repaint, true)
}

/** The largest is 200 %: more than the last step of both platforms, and what WCAG 1.4.4 requires. */
export function grow(text: TextSize): void {
  document.documentElement.style.fontSize = text === 'largest' ? '200%' : ''
}

function repaintRules(sheet: CSSStyleSheet, theme: Theme): void {
  for (const rule of sheet.cssRules) if (rule instanceof CSSMediaRule) repaintRule(rule, theme)
}

function repaintRule(rule: CSSMediaRule, theme: Theme): void {
  const original = asked.get(rule) ?? rule.media.mediaText
  const [, wanted] = /prefers-color-scheme:\s*(light|dark)/.exec(original) ?? []
  if (!wanted) return
  asked.set(rule, original)
  rule.media.mediaText = wanted === theme ? 'all' : 'not all'
}
