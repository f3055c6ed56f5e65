import type { zhCN } from './zh-CN'

/** What every language has to say: the Chinese dictionary, with any other words in it. */
export type Words = Widened<typeof zhCN>

type Widened<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Key in keyof T]: Widened<T[Key]> }
