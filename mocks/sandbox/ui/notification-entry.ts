import type { Arrival, SentLine } from '../shop/page-state'
import { text } from '../text'
import { command, h } from './dom'
import { block, timeOf } from './message-entry'
import { typeWord } from './order-words'
import { say } from './text'

export interface NotificationEntry {
  element: HTMLElement
  /** @param tries the first one first */
  show: (tries: readonly Arrival[], sent: SentLine | null) => void
}

function answerWord({ answer }: Arrival): string {
  if (answer.state === 'waiting') return say(text('还没回答', '還沒回答', 'not answered yet'))
  return answer.status === null
    ? say(text('没有回答', '沒有回答', 'no answer'))
    : String(answer.status)
}

function isTaken({ answer }: Arrival): boolean {
  return answer.status !== null && answer.status < 300
}

/** Why a try changed nothing in the shop. */
function treatedWord({ treated }: Arrival): string {
  if (treated === 'seen') return say(text('编号见过', '編號見過', 'id seen before'))
  if (treated === 'old') return say(text('序号较旧', '序號較舊', 'old sequence'))
  return ''
}

function tryChip(one: Arrival): HTMLElement {
  const name = one.answer.state === 'waiting' ? 'waiting' : isTaken(one) ? 'good' : 'bad'
  return h(
    'li',
    { class: name },
    h('time', { text: timeOf(one.at) }),
    h('b', { text: answerWord(one) }),
    treatedWord(one) !== '' && h('span', { text: treatedWord(one) }),
  )
}

/** What the checkout says of it. */
function sentWord(sent: SentLine | null, last: Arrival | undefined): string {
  // Until it is answered, the sender holds it; what was taken is not sent again, whatever it said before.
  if (last?.answer.state === 'waiting' || (last && isTaken(last))) return ''
  if (sent?.status === 'given_up') return say(text('不再重发', '不再重發', 'given up'))
  if (sent?.status === 'switched_off') {
    return say(text('地址已停用', '位址已停用', 'its address is switched off'))
  }
  if (sent?.status !== 'pending' || sent.nextTryAt === null) return ''
  const next = timeOf(Date.parse(sent.nextTryAt))
  return say(text(`${next} 再发`, `${next} 再發`, `again at ${next}`))
}

/** A button, and why it was refused. */
function resend(id: string): HTMLElement[] {
  const refused = h('p', { class: 'refused' })
  refused.setAttribute('role', 'status')
  const click = () =>
    void command('resend', { id }).then((answer) => {
      const why = answer['refused']
      refused.textContent = typeof why === 'string' ? why : ''
    })
  const words = say(text('再发一次', '再發一次', 'Send again'))
  return [h('button', { type: 'button', text: words, on: { click } }), refused]
}

function headersOf({ headers }: Arrival): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
}

/** One notification: what it says, whether it verified, each try, and all of it for who opens it. */
export function notificationEntry(first: Arrival): NotificationEntry {
  const { told, refused, id } = first
  const mark = refused
    ? h('em', { class: 'bad', text: say(text('签名无效', '簽章無效', 'signature fails')) })
    : h('em', { class: 'good', text: say(text('签名有效', '簽章有效', 'signature holds')) })
  const what = told
    ? `${typeWord(told.type)} · ${told.orderNo} · ${say(text('序号', '序號', 'sequence'))}\u00a0${told.sequence}`
    : refused
  const next = h('small')
  const tries = h('ol', { class: 'tries' })
  const summary = h(
    'summary',
    {},
    h('time', { text: timeOf(first.at) }),
    h('b', { text: told?.type ?? id }),
    mark,
    h('p', { text: what }),
  )
  const details = h('details', {}, summary)
  const foot = h('div', { class: 'acts' }, tries, next, ...resend(id))
  const element = h('article', { class: 'message' }, details, foot)
  details.addEventListener('toggle', () => {
    if (!details.open || details.childElementCount > 1) return
    const blocks = [
      block(say(text('请求头', '標頭', 'Headers')), headersOf(first)),
      block(say(text('正文', '內文', 'Body')), indented(first.body)),
    ]
    details.append(...blocks)
  })
  return {
    element,
    show(all, sent) {
      tries.textContent = ''
      tries.append(...all.map(tryChip))
      next.textContent = sentWord(sent, all[all.length - 1])
    },
  }
}

function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
