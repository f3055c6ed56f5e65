/** The panel's texts, in its readers' languages. */
export interface Text {
  readonly zh: string
  /** As Taiwan writes it. */
  readonly hant: string
  readonly en: string
}

export function text(zh: string, hant: string, en: string): Text {
  return { zh, hant, en }
}

/** Names and codes are the same in all languages. */
export function same(name: string): Text {
  return text(name, name, name)
}
