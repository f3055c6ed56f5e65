import { get } from 'node:http'
import type { Answer, Phone } from './phone'

/** Asks with these headers and no others: `fetch` says of itself that a script asks, whatever it is told. */
export function askWith(
  address: URL,
  headers: Readonly<Record<string, string>>,
): Promise<Answer<string>> {
  return new Promise((resolve, reject) => {
    const request = get(address, { headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const told = new Headers()
        for (const [name, value] of Object.entries(response.headers)) told.set(name, String(value))
        const body = Buffer.concat(chunks).toString()
        resolve({ status: response.statusCode ?? 0, headers: told, body })
      })
    })
    request.on('error', reject)
  })
}

const navigation = {
  'user-agent': 'Mozilla/5.0 (Linux; Android 14; wv) Mobile Safari/537.36 MicroMessenger/8.0.49',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
}

/** Opens a page as WeChat's browser does, with the cookies of a phone. */
export function opensPage(
  publicUrl: URL,
  { cookies }: Phone,
  page: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer<string>> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const own = cookie === '' ? {} : { cookie }
  return askWith(new URL(page, publicUrl), { ...navigation, ...own, ...headers })
}
