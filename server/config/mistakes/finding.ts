import type { FindingName } from './names'

/** Something that keeps payers from paying, or will. Never holds a secret. */
export interface Finding {
  /** `unchecked`: nobody answered. `look`: only a person can see it. */
  readonly kind: 'wrong' | 'unchecked' | 'look'
  readonly name: FindingName
  /** What is the matter, as a sentence. */
  readonly what: string
  /** What to change and where, in the words of the console. */
  readonly mend: string
}

type Of = (name: FindingName, what: string, mend: string) => Finding

export const wrong: Of = (name, what, mend) => ({ kind: 'wrong', name, what, mend })
export const look: Of = (name, what, mend) => ({ kind: 'look', name, what, mend })
export const unchecked: Of = (name, what, mend) => ({ kind: 'unchecked', name, what, mend })
