import { mkdirSync, writeFileSync } from 'node:fs'
import { languageTags } from '../../src/locales/language'
import { allScreens } from '../../mocks/gallery/screens'
import { look, openScreen } from './support/gallery'
import { paste } from './support/sheet'
import { test } from './support/test'

const folder = 'test-results/sheets'
const looks = languageTags.flatMap((language) => [
  { language, size: { width: 320, height: 568 }, text: 'largest' as const },
  { language, size: { width: 390, height: 844 }, text: 'normal' as const },
])
/** More of them on one sheet cannot be read. */
const onOne = 21

test('every screen, side by side, to be looked at', async ({ phone, desk }) => {
  test.skip(process.env['SHEETS'] === undefined, 'asked for by npm run screens:sheets')
  test.setTimeout(900_000)
  mkdirSync(folder, { recursive: true })
  const screens = allScreens.filter(({ like }) => like === undefined)
  for (let from = 0; from < screens.length; from += onOne) {
    const sheets = looks.map((): string[] => [])
    for (const { id } of screens.slice(from, from + onOne)) {
      await openScreen(phone, id)
      for (const [place, { language, size, text }] of looks.entries()) {
        await phone.setViewportSize(size)
        await look(phone, { language, theme: 'light', text })
        const taken = await phone.screenshot({ type: 'jpeg', quality: 80 })
        const source = `data:image/jpeg;base64,${taken.toString('base64')}`
        sheets[place]?.push(`<figure>${id}<img src="${source}" alt="" /></figure>`)
      }
    }
    for (const [place, { language, size }] of looks.entries()) {
      const sheet = await paste(desk, `<div class="many">${sheets[place]?.join('') ?? ''}</div>`)
      writeFileSync(`${folder}/${language}-${size.width}-${from / onOne + 1}.webp`, sheet)
    }
  }
})
