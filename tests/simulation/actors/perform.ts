import type { Scene } from '../world/scene'
import type { Act, Deed } from './plan'
import { closes, consoleRefunds, places, refunds } from './merchant'
import { straysIn, paysUngiven } from './mischief'
import { looks, paysHeld, taps } from './payer'
import { opens } from './shopper'

/** Does what somebody had set out to do, now that the time has come. */
export function perform(scene: Scene, act: Act): void {
  const { world } = scene
  const backend = scene.backendOf(act.process)
  const { does } = act
  world.tell(() => sentence(does, backend.life.name))
  switch (does.kind) {
    case 'places':
      return places(scene, act, does)
    case 'opens':
      return opens(scene, act, does)
    case 'taps':
      return taps(scene, act, does)
    case 'looks':
      return looks(scene, act, does)
    case 'pays what they hold':
      return paysHeld(scene, does.order, does.payer)
    case 'merchant closes':
      return closes(scene, act, does)
    case 'merchant refunds':
      return refunds(scene, act, does)
    case 'console refunds':
      return consoleRefunds(scene, does)
    case 'stray event':
      return straysIn(scene, act, does)
    case 'pays a charge nobody was given':
      return paysUngiven(scene, does.order)
    case 'crashes':
      return backend.crash(does.downFor)
    case 'is cut off':
      backend.life.cutOffUntil = world.now + does.lasting
      return
    case 'clock jumps':
      backend.setSkew(does.to)
      return
    case 'gateway is out':
      world.outageUntil = world.now + does.lasting
      return
  }
}

function sentence(does: Deed, at: string): string {
  const { kind, ...rest } = does
  const details = Object.entries(rest).map(([name, value]) => `${name} ${String(value)}`)
  return `· ${kind} (${[...details, at].join(', ')})`
}
