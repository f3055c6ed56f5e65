import { DOMWrapper } from '@vue/test-utils'
import { vi, expect, onTestFinished } from 'vitest'
import type { Step } from '@/payment/states'
import type { Environment } from '@/payment/arriving-states'
import { send } from '@/platform/send'
import type { Storage } from '@/platform/storage'
import { compose, type Composed } from '../../mocks/compose-app'
import { server } from '../../mocks/node'
import { createTab } from '../../mocks/fake-phone'
import { scenarios, type Scenario, type ScenarioName } from '../../mocks/scenarios'

export interface Opened extends Pick<
  Composed,
  'world' | 'clock' | 'bridge' | 'browser' | 'been' | 'address' | 'state'
> {
  readonly screen: DOMWrapper<Element>
  readonly tab: Storage
  readonly preferences: Storage
  /** Waits until the payer is there and reads it. */
  reads(step: Step, ...words: string[]): Promise<void>
  tap(name: string): Promise<void>
}

export interface How extends Partial<Scenario> {
  readonly environment?: Environment
  readonly tab?: Storage
  readonly preferences?: Storage
  readonly language?: string
  /** A page that was opened before: the same world, another window, or the same one later. */
  readonly beside?: Opened
  /** Told what each order was asked for with. */
  readonly onOrder?: (body: unknown, key: string | null) => void
}

/** Lazy pages take their time to be compiled on a busy machine; nothing here waits for a clock. */
export const patience = { timeout: 8000, interval: 10 }

/** Opens the checkout as a payer does, with the world of a scenario around it. */
export async function open(name: ScenarioName, how: How = {}): Promise<Opened> {
  const {
    environment = 'wechat',
    tab = createTab(),
    preferences = createTab(),
    language = 'zh-CN',
    onOrder = () => undefined,
    beside,
    ...changed
  } = how
  const { app, ...composed } = await compose({
    scenario: { ...scenarios[name], ...changed },
    environment,
    language,
    tab,
    preferences,
    beside,
    onOrder,
    directory: 'http://localhost:3000/pay/',
    wire: (handlers) => {
      server.use(...handlers)
      return { send, adapter: 'xhr' }
    },
  })
  const root = document.createElement('div')
  document.body.append(root)
  app.mount(root)
  onTestFinished(() => {
    app.unmount()
    root.remove()
  })
  const screen = new DOMWrapper(root)

  return {
    ...composed,
    screen,
    tab,
    preferences,
    reads: (step, ...said) =>
      vi.waitFor(() => {
        expect(composed.state().step).toBe(step)
        for (const word of said) expect(screen.text()).toContain(word)
        expect(screen.findAll('h1')).toHaveLength(1)
      }, patience),
    tap: (label) =>
      vi.waitFor(async () => {
        const button = screen.findAll('button').find((found) => found.text() === label)
        if (!button) throw new Error(`no button ${label} in: ${screen.text()}`)
        if (isLocked(button)) throw new Error(`${label} is locked`)
        await button.trigger('click')
      }, patience),
  }
}

function isLocked(button: DOMWrapper<Element>): boolean {
  return (
    button.attributes('disabled') !== undefined || button.attributes('aria-disabled') === 'true'
  )
}
