import type { OpenScreen } from './open-screen'
import type { Act, Label } from './screen'

/** Performs one action on the way to a screen. */
export function act(opened: OpenScreen, done: Act): void {
  switch (done.verb) {
    case 'tap':
      return tap(opened, done.label)
    case 'type':
      for (const digit of done.yuan) buttonOf(opened, digit).click()
      return
    case 'sheet':
      opened.world.decide(done.pays)
      return opened.bridge.answer(done.says)
    case 'pass':
      return opened.clock.pass(done.ms)
    case 'come_back':
      return opened.browser.comeBack(done.frozen)
    case 'another_pays':
      opened.world.createCharge()
      return opened.world.decide(true)
    case 'lose_network':
      Object.assign(opened.world.scenario, { down: 'network' })
  }
}

function tap(opened: OpenScreen, label: Label): void {
  buttonOf(opened, opened.speech.words[label]).click()
}

function buttonOf({ root }: OpenScreen, text: string): HTMLButtonElement {
  const buttons = [...root.querySelectorAll('button')]
  const found = buttons.find((button) => button.textContent.trim() === text)
  if (!found) throw new Error(`no button ${text} in: ${root.textContent}`)
  const locked = found.disabled || found.getAttribute('aria-disabled') === 'true'
  if (locked) throw new Error(`${text} is locked`)
  return found
}
