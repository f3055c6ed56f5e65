import { expect, type CDPSession, type Page } from '@playwright/test'

/** A payer to whom the screen is its accessibility tree: roles and names, and nothing else. */
export interface Assistive {
  /** Does what a thing is for; there has to be one of the role and name, and no second one. */
  activate: (role: string, name: string) => Promise<void>
  finds: (role: string, name: string | RegExp) => Promise<void>
}

interface Thing {
  readonly role: string
  readonly name: string
  readonly disabled: boolean
  readonly node: number
}

export async function takeAssistive(page: Page): Promise<Assistive> {
  const session = await page.context().newCDPSession(page)
  await session.send('Accessibility.enable')

  async function find(role: string, name: string | RegExp): Promise<Thing[]> {
    const fits = (text: string) => (typeof name === 'string' ? text === name : name.test(text))
    return (await everything(session)).filter((thing) => thing.role === role && fits(thing.name))
  }

  const one = { message: 'exactly one of it' }
  return {
    async activate(role, name) {
      const usable = async () => (await find(role, name)).map(({ disabled }) => disabled)
      await expect.poll(usable, { message: `${role} «${name}», usable, once` }).toEqual([false])
      const [thing] = await find(role, name)
      if (thing) await click(session, thing)
    },
    async finds(role, name) {
      await expect.poll(async () => (await find(role, name)).length, one).toBe(1)
    },
  }
}

async function everything(session: CDPSession): Promise<Thing[]> {
  const { frameTree } = await session.send('Page.getFrameTree')
  const frames = [frameTree, ...(frameTree.childFrames ?? [])].map(({ frame }) => frame.id)
  const trees = await Promise.all(frames.map((frameId) => thingsOf(session, frameId)))
  return trees.flat()
}

async function thingsOf(session: CDPSession, frameId: string): Promise<Thing[]> {
  // A frame may go while the tree is being read: there is nothing in it any more.
  const tree = await session.send('Accessibility.getFullAXTree', { frameId }).catch(() => null)
  return (tree?.nodes ?? [])
    .filter(({ ignored }) => !ignored)
    .map(({ role, name, properties, backendDOMNodeId }) => ({
      role: String(role?.value),
      name: String(name?.value ?? '').trim(),
      disabled: properties?.some((one) => one.name === 'disabled' && one.value.value) ?? false,
      node: backendDOMNodeId ?? 0,
    }))
}

/** As assistive technology does: the default action of a node of the tree. */
async function click(session: CDPSession, { node }: Thing): Promise<void> {
  const { object } = await session.send('DOM.resolveNode', { backendNodeId: node })
  await session.send('Runtime.callFunctionOn', {
    objectId: object.objectId ?? '',
    functionDeclaration: 'function () { this.click() }',
  })
}
