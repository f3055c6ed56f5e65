import { expect, test, vi } from 'vitest'
import { open, type Opened } from './open'
import { say, sayInEnglish, sayInTaiwan } from '../say'

async function choose({ screen }: Opened, language: string): Promise<void> {
  await screen.get('select').setValue(language)
}

test('a payer who chooses another language reads on where they were', async () => {
  const opened = await open('signedIn')
  await opened.reads('ready', say.payTo('山上咖啡'))
  await choose(opened, 'zh-Hant')
  await opened.reads('ready', sayInTaiwan.payTo('山上咖啡'))
  await choose(opened, 'en')
  await opened.reads('ready', sayInEnglish.payTo('山上咖啡'))
})

test('a typed amount is still there in the other language', async () => {
  const opened = await open('openAmount')
  await opened.tap('8')
  await choose(opened, 'en')
  await vi.waitFor(() => expect(opened.screen.get('[role=textbox]').text()).toBe('¥8'))
  await opened.reads('amount', sayInEnglish.payTo('山上咖啡'))
})

test('the choice is kept on the phone', async () => {
  const opened = await open('signedIn')
  await opened.reads('ready')
  await choose(opened, 'en')
  await opened.reads('ready', sayInEnglish.payTo('山上咖啡'))
  const again = await open('signedIn', { preferences: opened.preferences })
  await again.reads('ready', sayInEnglish.payTo('山上咖啡'))
})

test('of two choices in a row the last one counts', async () => {
  const opened = await open('signedIn')
  await opened.reads('ready')
  await Promise.all([choose(opened, 'zh-Hant'), choose(opened, 'en')])
  await opened.reads('ready', sayInEnglish.payTo('山上咖啡'))
})
