import { createPublicKey, sign } from 'node:crypto'
import type { KeyPair } from '../keys'

/** One value of DER; Node.js reads certificates and writes none. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const size = body.length
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}

const sequence = (...parts: Buffer[]) => der(0x30, ...parts)
/** 1.2.840.113549.1.1.11, sha256WithRSAEncryption. */
const algorithm = sequence(
  der(0x06, Buffer.from('2a864886f70d01010b', 'hex')),
  der(0x05, Buffer.alloc(0)),
)

function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/\D/g, '')
  return der(0x17, Buffer.from(`${digits.slice(2, 14)}Z`))
}

function name(common: string): Buffer {
  const id = der(0x06, Buffer.from('550403', 'hex'))
  return sequence(der(0x31, sequence(id, der(0x0c, Buffer.from(common)))))
}

/**
 * A platform certificate that signs itself.
 * @param serial 40 hex digits, the first below 8
 * @returns PEM
 */
export function makeCertificate(pair: KeyPair, serial: string, from: number, to: number): string {
  const key = createPublicKey(pair.publicKey).export({ type: 'spki', format: 'der' })
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from(serial, 'hex')),
    algorithm,
    name('Sandbox CA'),
    sequence(time(from), time(to)),
    name('Sandbox WeChat Pay'),
    key,
  )
  const signature = sign('RSA-SHA256', body, pair.privateKey)
  const whole = sequence(body, algorithm, der(0x03, Buffer.from([0]), signature))
  const text = whole.toString('base64').replace(/.{64}/g, '$&\n')
  return `-----BEGIN CERTIFICATE-----\n${text.trimEnd()}\n-----END CERTIFICATE-----\n`
}
