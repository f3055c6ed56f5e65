import type { Environment } from '@/payment/arriving-states'
import type { Language } from '@/locales/language'
import type { Words } from '@/locales/zh-CN/dictionary'
import type { ScenarioName } from '../scenarios'
import type { Fault, Thoroughness } from './line-breaks/check-screen'

/** A word of the dictionary that stands on a button, whatever the language. */
export type Label = {
  [Key in keyof Words]: Words[Key] extends string ? Key : never
}[keyof Words]

/** What a payer, their WeChat or their network does on the way to a screen. */
export type Act =
  | { readonly verb: 'tap'; readonly label: Label }
  | { readonly verb: 'type'; readonly yuan: string }
  | { readonly verb: 'sheet'; readonly says: string; readonly pays: boolean }
  | { readonly verb: 'pass'; readonly ms: number }
  | { readonly verb: 'come_back'; readonly frozen: boolean }
  | { readonly verb: 'another_pays' }
  | { readonly verb: 'lose_network' }

declare global {
  interface Window {
    /** The screen of this frame, for the page around it. */
    paymaxScreen?: {
      readonly act: (done: Act) => void
      readonly choose: (language: Language) => Promise<void>
      /** Checks every line of it in each language and text size. */
      readonly survey: (sizes: Thoroughness) => Promise<readonly Fault[]>
    }
  }
}

/** One screenshot of the checkout, and how a payer gets there. */
export interface Screen {
  /** Name of the stored picture: lower case, words joined by hyphens. */
  readonly id: string
  /** Another screen that looks exactly the same, so one picture is kept for both. */
  readonly like?: string
  readonly title: string
  /** What the payer must be able to answer: what happened, whether money moved, what to do now. */
  readonly must: string
  readonly scenario: ScenarioName
  readonly acts?: readonly Act[]
  readonly environment?: Environment
  /** The tab's storage from before. */
  readonly kept?: Readonly<Record<string, string>>
}

/** At least one screen for each step. */
export type ScreensOf<S extends string> = { readonly [Key in S]: readonly [Screen, ...Screen[]] }

/** The payer presses the button with this text. */
export const tap = (label: Label): Act => ({ verb: 'tap', label })

/** The payer types an amount on the page's keypad. */
export const type = (yuan: string): Act => ({ verb: 'type', yuan })

/** The payer leaves WeChat's sheet, and WeChat calls the page back. */
export const sheetSays = (says: string, pays = false): Act => ({
  verb: 'sheet',
  says: `get_brand_wcpay_request:${says}`,
  pays,
})

/** Only time passes. */
export const pass = (seconds: number): Act => ({ verb: 'pass', ms: seconds * 1000 })

/** The page is visible again; `frozen` where the phone had frozen it. */
export const comeBack = (frozen: boolean): Act => ({ verb: 'come_back', frozen })

/** From here on the network is down. */
export const loseNetwork: Act = { verb: 'lose_network' }

/** Somebody pays the order in another window. */
export const anotherPays: Act = { verb: 'another_pays' }
