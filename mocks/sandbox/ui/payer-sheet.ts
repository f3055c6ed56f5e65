import { command, h, yuan } from './dom'
import type { LiveState } from './live'
import { bottomSheet } from './bottom-sheet'

/** 我: whose phone this is. */
export function choosePayer(screen: HTMLElement, state: LiveState | null): void {
  if (!state) return
  const sheet = bottomSheet(screen, '切换付款人')
  for (const person of state.payers) {
    const face = h('i', { class: 'face', text: person.nickname.slice(0, 1) })
    face.style.background = person.colour
    const chosen = person.id === state.holder
    sheet.body.append(
      h(
        'button',
        {
          class: 'person',
          type: 'button',
          pressed: chosen,
          on: {
            click() {
              void command('holder', { id: person.id })
              sheet.close()
            },
          },
        },
        face,
        h('span', { text: person.nickname }),
        h('small', { text: `零钱 ${yuan(person.balance)}` }),
        h('em', { text: chosen ? '✓' : '' }),
      ),
    )
  }
}
