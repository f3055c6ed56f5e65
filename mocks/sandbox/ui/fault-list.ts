import type { FaultControl, FaultOption, OptionGroup } from '../fault-table/control'
import { faultGroups } from '../fault-table/table'
import { command, h } from './dom'
import type { Live } from './live'
import { say } from './text'

function optionsOf({ title, options }: OptionGroup): HTMLElement[] {
  const elements = options.map(({ text }) => h('option', { text: say(text) }))
  if (!title) return elements
  const group = h('optgroup', {}, ...elements)
  group.label = say(title)
  return [group]
}

function selectFor(control: FaultControl, choices: readonly OptionGroup[], live: Live) {
  const options: FaultOption[] = ([] as FaultOption[]).concat(
    ...choices.map((group) => group.options),
  )
  const select = h(
    'select',
    {
      label: say(control.text),
      on: {
        change: () =>
          void command('faults', { [control.name]: options[select.selectedIndex]?.value ?? '' }),
      },
    },
    ...([] as Element[]).concat(...choices.map(optionsOf)),
  )
  live.onState(({ faults }) => {
    const value = faults[control.name]
    select.selectedIndex = options.findIndex((option) => option.value === value)
    select.classList.toggle('on', select.selectedIndex > 0)
  })
  return h('label', { class: 'fault choice' }, h('span', { text: say(control.text) }), select)
}

function switchFor(control: FaultControl, live: Live): HTMLElement {
  const input = h('input', {
    type: 'checkbox',
    on: { change: () => void command('faults', { [control.name]: input.checked }) },
  })
  live.onState(({ faults }) => {
    input.checked = faults[control.name] === true
  })
  return h('label', { class: 'fault' }, h('span', { text: say(control.text) }), input, h('i'))
}

export function createFaultList(live: Live): HTMLElement {
  const groups = faultGroups.map(({ title, controls }) =>
    h(
      'fieldset',
      {},
      h('legend', { text: say(title) }),
      ...controls.map((control) =>
        control.choices ? selectFor(control, control.choices, live) : switchFor(control, live),
      ),
    ),
  )
  return h('div', { class: 'scroll' }, ...groups)
}
