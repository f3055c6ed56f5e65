import { command, h } from './dom'
import { faultGroups } from './fault-table'
import type { FaultControl } from './fault-table'
import type { Live } from './live'

function selectFor(control: FaultControl, live: Live): HTMLElement {
  const options = control.options ?? []
  const select = h('select', {
    label: control.text,
    on: {
      change: () =>
        void command('faults', { [control.name]: options[select.selectedIndex]?.[0] ?? '' }),
    },
  })
  for (const [, text] of options) select.append(h('option', { text }))
  live.onState(({ faults }) => {
    const value = faults[control.name]
    select.selectedIndex = options.findIndex(([option]) => option === value)
    select.classList.toggle('on', select.selectedIndex > 0)
  })
  return h('label', { class: 'fault choice' }, h('span', { text: control.text }), select)
}

function switchFor(control: FaultControl, live: Live): HTMLElement {
  const input = h('input', {
    type: 'checkbox',
    on: { change: () => void command('faults', { [control.name]: input.checked }) },
  })
  live.onState(({ faults }) => {
    input.checked = faults[control.name] === true
  })
  return h('label', { class: 'fault' }, h('span', { text: control.text }), input, h('i'))
}

export function createFaultList(live: Live): HTMLElement {
  const groups = faultGroups.map(({ title, controls }) =>
    h(
      'fieldset',
      {},
      h('legend', { text: title }),
      ...controls.map((control) =>
        control.options ? selectFor(control, live) : switchFor(control, live),
      ),
    ),
  )
  return h('div', { class: 'scroll' }, ...groups)
}
