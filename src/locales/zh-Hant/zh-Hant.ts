import { earlyZhHant } from './early'
import { failures } from './failures'
import { steps } from './steps'
import type { Words } from '../zh-CN/dictionary'
import { elsewhere } from './dead-ends'
import { result } from './result'
import { controls } from './controls'
import { ordering } from './ordering'
import { confirming } from './confirming'

/** 繁體中文, in the words of Taiwan’s checkouts. */
export const zhHant: Words = {
  ...earlyZhHant,
  language: 'zh-Hant',
  steps,
  failures,
  ...elsewhere,
  ...result,
  ...controls,
  ...ordering,
  ...confirming,
}
