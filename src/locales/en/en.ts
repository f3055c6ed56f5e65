import { earlyEn } from './early'
import { failures } from './failures'
import { steps } from './steps'
import type { Words } from '../zh-CN/dictionary'
import { elsewhere } from './dead-ends'
import { result } from './result'
import { controls } from './controls'
import { ordering } from './ordering'
import { confirming } from './confirming'

export const en: Words = {
  ...earlyEn,
  language: 'en',
  steps,
  failures,
  ...elsewhere,
  ...result,
  ...controls,
  ...ordering,
  ...confirming,
}
