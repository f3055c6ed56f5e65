import { h } from './dom'

export interface BottomSheet {
  body: HTMLElement
  close: () => void
}

/** A native sheet over the whole screen; a touch beside it dismisses it. */
export function bottomSheet(
  screen: HTMLElement,
  title: string,
  dismissed?: () => void,
): BottomSheet {
  const body = h('div', { class: 'sheet-body' })
  const close = () => scrim.remove()
  const dismiss = () => {
    close()
    dismissed?.()
  }
  const scrim = h(
    'div',
    {
      class: 'scrim',
      on: {
        click(event) {
          if (event.target === scrim) dismiss()
        },
      },
    },
    h('section', { class: 'sheet', label: title }, h('header', { text: title }), body),
  )
  screen.append(scrim)
  return { body, close }
}

/** A native alert: what WeChat says itself, and never tells the page in words. */
export function nativeAlert(screen: HTMLElement, text: string): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      scrim.remove()
      resolve()
    }
    const button = h('button', { type: 'button', text: '确定', on: { click: done } })
    const scrim = h(
      'div',
      { class: 'scrim middle' },
      h('section', { class: 'alert' }, h('p', { text }), button),
    )
    screen.append(scrim)
    button.focus()
  })
}
