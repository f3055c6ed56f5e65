import type { FaultName, FaultValues } from '../faults'
import { text } from '../text'
import type { Text } from '../text'

export type FaultValue = FaultValues[FaultName]

export interface FaultOption {
  readonly value: FaultValue
  readonly text: Text
}

/** Groups of options; those without a title come first. */
export interface OptionGroup {
  readonly title: Text | null
  readonly options: readonly FaultOption[]
}

export interface FaultControl {
  readonly name: FaultName
  readonly text: Text
  /** Missing for a plain switch. The very first option is the default. */
  readonly choices?: readonly OptionGroup[]
}

export interface FaultGroup {
  readonly title: Text
  readonly controls: readonly FaultControl[]
}

export const usual: FaultOption = { value: '', text: text('正常', '正常', 'as usual') }
export const unhurried: FaultOption = { ...usual, value: 0 }

export function option(value: FaultValue, words: Text): FaultOption {
  return { value, text: words }
}

export function plainSwitch(name: FaultName, words: Text): FaultControl {
  return { name, text: words }
}

/** One list without titles. */
export function choice(
  name: FaultName,
  words: Text,
  options: readonly FaultOption[],
): FaultControl {
  return { name, text: words, choices: [{ title: null, options }] }
}
