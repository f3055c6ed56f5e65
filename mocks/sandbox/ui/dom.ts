type Child = Node | string | null | undefined | false

interface Attributes {
  class?: string
  text?: string
  title?: string
  type?: string
  label?: string
  pressed?: boolean
  disabled?: boolean
  on?: Partial<Record<'click' | 'change' | 'input' | 'submit', (event: Event) => void>>
}

/** The one way elements are made here: text is always text, never markup. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  if (attributes.class) element.className = attributes.class
  if (attributes.text !== undefined) element.textContent = attributes.text
  if (attributes.title) element.title = attributes.title
  if (attributes.type) element.setAttribute('type', attributes.type)
  if (attributes.label) element.setAttribute('aria-label', attributes.label)
  if (attributes.pressed !== undefined) {
    element.setAttribute('aria-pressed', String(attributes.pressed))
  }
  if (attributes.disabled) element.setAttribute('disabled', '')
  for (const [name, listener] of Object.entries(attributes.on ?? {})) {
    element.addEventListener(name, listener)
  }
  for (const child of children) if (child) element.append(child)
  return element
}

export function yuan(fen: number): string {
  return `¥${(fen / 100).toFixed(2)}`
}

export async function command(name: string, body: object = {}): Promise<Record<string, unknown>> {
  const response = await fetch(`/__sandbox/${name}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await response.json()) as Record<string, unknown>
}
