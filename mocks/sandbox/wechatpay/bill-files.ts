import { gzipSync } from 'node:zlib'
import { randomHex } from '../random'
import type { Desk } from './account'
import { tradeBill } from './bill'
import { Refusal } from './failure'

/** In ms: how long a bill's address is valid. */
const lives = 300_000

export interface BillFiles {
  /** @returns where the bill can be downloaded for five minutes, and the hash of its unpacked text */
  offer: (query: URLSearchParams, host: string) => Record<string, string>
  download: (query: URLSearchParams) => Buffer
}

export function createBillFiles(desk: Desk): BillFiles {
  const files = new Map<string, { bytes: Buffer; until: number }>()
  return {
    offer(query, host) {
      const { text, hash } = tradeBill(desk, query)
      const bytes = query.get('tar_type') === 'GZIP' ? gzipSync(text) : Buffer.from(text)
      const token = randomHex(32)
      files.set(token, { bytes, until: desk.clock.now() + lives })
      const address = `http://${host}/v3/billdownload/file?token=${token}`
      return { hash_type: 'SHA1', hash_value: hash, download_url: address }
    },
    download(query) {
      const file = files.get(query.get('token') ?? '')
      if (!file || desk.clock.now() > file.until) throw new Refusal('RESOURCE_NOT_EXISTS')
      return file.bytes
    },
  }
}
