import { nativeAlert } from './bottom-sheet'
import { command } from './dom'
import { paySheet } from './pay-sheet'

type Tell = (result: unknown) => void

/** getBrandWCPayRequest, as native WeChat goes through it. */
export async function payRequest(
  screen: HTMLElement,
  asked: Record<string, unknown>,
  tell: Tell,
): Promise<void> {
  const opening = await command('sheet', asked)
  if (opening['kind'] === 'answer') return tell(opening['answer'])
  if (opening['kind'] === 'alert') {
    await nativeAlert(screen, String(opening['text']))
    return tell(opening['answer'])
  }
  if (opening['early']) tell(opening['early'])
  const paid = await paySheet(screen, {
    prepayId: String(opening['prepayId']),
    amount: Number(opening['amount']),
    balance: Number(opening['balance']),
    subject: String(opening['subject']),
    merchant: document.title.split(' · ')[0] ?? '',
  })
  const { answer } = await command('answer', { paid, prepayId: opening['prepayId'] })
  // Nothing to tell: the page waits for a callback that never comes.
  if (answer) tell(answer)
}
