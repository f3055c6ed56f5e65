import { parseSync } from 'vite'

/** What iOS 12.0 or Chromium 66 lacks and no build translates: read on whatever object it may be. */
const members = new Set([
  ...['allSettled', 'withResolvers', 'fromEntries', 'groupBy', 'hasOwn', 'fromAsync'],
  ...['matchAll', 'replaceAll', 'at', 'flat', 'flatMap', 'findLast', 'findLastIndex'],
  ...['toSorted', 'toReversed', 'toSpliced', 'isWellFormed', 'toWellFormed'],
  ...['replaceChildren', 'toggleAttribute', 'randomUUID', 'throwIfAborted', 'canParse'],
  ...['PluralRules', 'RelativeTimeFormat', 'DisplayNames', 'ListFormat', 'Segmenter'],
  ...['showModal', 'requestSubmit', 'checkVisibility', 'startViewTransition', 'animate'],
])

/** The same, of names that stand alone or are read on the window. */
const globals = new Set([
  ...['globalThis', 'structuredClone', 'queueMicrotask', 'reportError', 'requestIdleCallback'],
  ...['ResizeObserver', 'IntersectionObserver', 'BroadcastChannel', 'WeakRef', 'BigInt'],
  ...['FinalizationRegistry', 'AggregateError', 'PointerEvent', 'visualViewport'],
  // there since 11.1, yet a request of iOS 12.0 does not listen to it
  'AbortController',
])

/** Kinds of nodes that these engines cannot read at all. */
const unread = new Set([
  ...['PropertyDefinition', 'PrivateIdentifier', 'StaticBlock', 'ChainExpression'],
  ...['AccessorProperty', 'Decorator'],
])

/** Beyond ES5, in the one script that engines without modules read. */
const beyondEs5 =
  /^(ArrowFunctionExpression|Class\w*|TemplateLiteral|TaggedTemplate\w*|SpreadElement|RestElement|ObjectPattern|ArrayPattern|AssignmentPattern|ForOfStatement|AwaitExpression|YieldExpression|ImportExpression|MetaProperty)$/

interface Node {
  readonly type: string
  readonly [field: string]: unknown
}

/** Everything in a script that the oldest WebViews lack, by name. */
export function lackingInScript(source: string): string[] {
  const found = new Set<string>()
  for (const node of nodesOf(source)) for (const name of lackingIn(node)) found.add(name)
  return [...found].sort()
}

/** What of a script an ES5 engine cannot read. */
export function newerThanEs5(source: string): string[] {
  const newer = nodesOf(source).filter(
    (node) =>
      beyondEs5.test(node.type) ||
      (node.type === 'VariableDeclaration' && node['kind'] !== 'var') ||
      (node.type === 'Property' &&
        (node['shorthand'] === true || node['method'] === true || node['computed'] === true)) ||
      lackingIn(node).length > 0,
  )
  return [...new Set(newer.map(({ type }) => type))]
}

function lackingIn(node: Node): string[] {
  switch (node.type) {
    case 'MemberExpression':
      return of(nameOf(node['property'], node['computed'] === true), [members, globals])
    case 'Identifier':
      return of(String(node['name']), [globals])
    case 'Property':
      return node['value'] === node['key'] ? [] : patternMember(node)
    case 'AssignmentExpression':
      return /^(\?\?|\|\||&&)=$/.test(String(node['operator'])) ? [String(node['operator'])] : []
    case 'LogicalExpression':
      return node['operator'] === '??' ? ['??'] : []
    case 'Literal':
      return inLiteral(node)
    default:
      return unread.has(node.type) ? [node.type] : []
  }
}

/** `const { fromEntries } = Object` asks for it as well. */
function patternMember(node: Node): string[] {
  const value = node['value']
  return isNode(value) &&
    value.type === 'Identifier' &&
    node['kind'] === 'init' &&
    node['inPattern']
    ? of(nameOf(node['key'], false), [members])
    : []
}

function inLiteral(node: Node): string[] {
  if (typeof node['bigint'] === 'string') return ['BigInt']
  const raw = String(node['raw'])
  if (typeof node['value'] === 'number' && raw.includes('_')) return ['1_000']
  const regex = node['regex'] as { pattern: string; flags: string } | undefined
  if (!regex) return []
  // Named groups and the flags s and u are there; looking behind came to Safari in 16.4.
  return [
    ...(/\(\?<[=!]/.test(regex.pattern) ? ['(?<=)'] : []),
    ...(/[dv]/.test(regex.flags) ? [`/${regex.flags}`] : []),
  ]
}

function of(name: string, lists: ReadonlySet<string>[]): string[] {
  return lists.some((list) => list.has(name)) ? [name] : []
}

function nameOf(key: unknown, computed: boolean): string {
  if (!isNode(key)) return ''
  if (key.type === 'Identifier') return computed ? '' : String(key['name'])
  return key.type === 'Literal' ? String(key['value']) : ''
}

function nodesOf(source: string): Node[] {
  const nodes: Node[] = []
  const visit = (value: unknown, inPattern: boolean): void => {
    if (Array.isArray(value)) return value.forEach((item) => visit(item, inPattern))
    if (!isNode(value)) return
    nodes.push(inPattern && value.type === 'Property' ? { ...value, inPattern } : value)
    for (const child of Object.values(value)) visit(child, value.type === 'ObjectPattern')
  }
  visit(parseSync('built.js', source).program, false)
  return nodes
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
  )
}
