import type { zhCN } from './zh-CN'

/** The form of every dictionary: the Chinese one with other words. */
export type Words = Widened<typeof zhCN>

type Widened<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Key in keyof T]: Widened<T[Key]> }
