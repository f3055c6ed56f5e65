import postcss, { type Declaration, type Rule } from 'postcss'

const sizes = /(?<![\w-])(clamp|min|max|color-mix|oklch|oklab|lab|lch)\(|\d(d|s|l)v(h|w)\b/
const insets = /(?<![\w-])env\(/
const properties =
  /^(inset(-.*)?|aspect-ratio|translate|rotate|scale|content-visibility|(margin|padding)-(inline|block)|place-(items|content|self))$/
const selectors = /:(is|where|has|focus-visible|focus-within\(|not\([^)]*,)/

/** Everything in a style sheet that the oldest WebViews lack and that has nothing to fall back to. */
export function lackingInStyle(source: string): string[] {
  const found: string[] = []
  const sheet = postcss.parse(source)
  sheet.walkDecls((declaration) => {
    if (isLacking(declaration) && !asksFirst(declaration)) found.push(String(declaration))
  })
  sheet.walkRules((rule) => {
    if (selectors.test(rule.selector) && !standsAlone(rule)) found.push(rule.selector)
    if (rule.parent?.type === 'rule') found.push(`nested ${rule.selector}`)
  })
  sheet.walkAtRules(/^(layer|container|property|scope|starting-style)$/, (rule) => {
    found.push(`@${rule.name}`)
  })
  sheet.walkAtRules('media', (rule) => {
    if (/[<>]/.test(rule.params)) found.push(`@media ${rule.params}`)
  })
  return found
}

function isLacking(declaration: Declaration): boolean {
  const { prop, value } = declaration
  if (/^(row-)?gap$|^column-gap$/.test(prop)) return !isGrid(declaration)
  if (properties.test(prop)) return true
  const newer = sizes.test(value) || insets.test(value)
  return newer && !fallsBack(declaration)
}

/** Grids have had gaps for longer than flex boxes. */
function isGrid({ parent }: Declaration): boolean {
  const display = parent?.nodes.filter((node) => node.type === 'decl' && node.prop === 'display')
  return display?.some((node) => /grid/.test(String(node))) ?? false
}

/** A value before it that every engine knows. A custom property keeps whatever it is given. */
function fallsBack(declaration: Declaration): boolean {
  if (declaration.prop.startsWith('--')) return false
  const before = declaration.parent?.nodes.slice(0, declaration.parent.index(declaration)) ?? []
  return before.some(
    (node) =>
      node.type === 'decl' &&
      (node.prop === declaration.prop || declaration.prop.startsWith(`${node.prop}-`)) &&
      !sizes.test(node.value) &&
      !insets.test(node.value),
  )
}

function asksFirst(declaration: Declaration): boolean {
  for (let at = declaration.parent?.parent; at; at = at.parent) {
    if (at.type === 'atrule' && 'name' in at && at.name === 'supports') return true
  }
  return false
}

/** An unknown selector takes its whole rule along: alone, only what it adds is missing. */
function standsAlone(rule: Rule): boolean {
  return /^[\w.-]*:focus-visible$/.test(rule.selector) && !/outline:\s*(0|none)/.test(String(rule))
}
