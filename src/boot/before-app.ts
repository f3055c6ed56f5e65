import type { State, StateAt } from '@/payment/states'

/** States that can be shown before the app has arrived: an order that may be paid, on its way to the sheet. */
export type Drawable = StateAt<'ready' | 'charging' | 'bridging' | 'sheet'>

export function drawable(state: State): Drawable | null {
  switch (state.step) {
    case 'ready':
      return state.notice === 'none' ? state : null
    case 'charging':
    case 'bridging':
    case 'sheet':
      return state
    default:
      return null
  }
}

const underWay: readonly State['step'][] = [
  'landing',
  'leaving',
  'ordering',
  'charging',
  'bridging',
]

/**
 * Whether the sheet is still about to open without the app. Until it opens, or until something has to be
 * shown that only the app can show, fetching the app would only compete for the connection.
 */
export function isOnItsWay(state: State): boolean {
  if (state.step !== 'loading') return underWay.includes(state.step)
  return state.target.kind === 'order' || state.target.kind === 'item'
}
