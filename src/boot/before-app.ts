import type { State, StateAt } from '@/payment/states'

/** What can be shown before the app is there: an order that may be paid, on its way to the sheet. */
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
 * Whether the way to the sheet is still short and free: until it opens, or there is something that only the
 * app can show, the app would only take the line from it.
 */
export function isOnItsWay(state: State): boolean {
  if (state.step !== 'loading') return underWay.includes(state.step)
  return state.target.kind === 'order' || state.target.kind === 'item'
}
