import { earlyZhCN } from './early'
import { failures } from './failures'
import { steps } from './steps'
import { elsewhere } from './dead-ends'
import { result } from './result'
import { controls } from './controls'
import { ordering } from './ordering'
import { confirming } from './confirming'

/** 简体中文. The other languages have the same keys: see `dictionary.ts`. */
export const zhCN = {
  ...earlyZhCN,
  language: 'zh-CN',
  steps,
  failures,
  ...elsewhere,
  ...result,
  ...controls,
  ...ordering,
  ...confirming,
}
