import { steps } from '@/payment/flow/flow'
import type { Step } from '@/payment/states'
import type { Screen, ScreensOf } from './screen'
import { arriving } from './screens/arriving'
import { findingOut } from './screens/finding-out'
import { paying } from './screens/paying'

/** Every screen, by the flow's steps: a new step does not compile without one here. */
export const screens: ScreensOf<Step> = { ...arriving, ...paying, ...findingOut }

export interface Filed extends Screen {
  readonly step: Step
}

/** All of them, in payment order. */
export const allScreens: readonly Filed[] = steps.flatMap((step) =>
  screens[step].map((screen: Screen) => ({ ...screen, step })),
)
