import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import vectors from '../fixtures/paymax-vectors.json'
import { fileWith, problems, withEnv } from './config-support'

function paymaxOf(changes: Record<string, string | undefined>) {
  const { paymax } = withEnv(changes).gateways
  if (!paymax) throw new Error('Paymax is not configured')
  return paymax
}

describe('keys', () => {
  const key = createPrivateKey(vectors.merchantPrivateKey)
  const publicHalf = createPublicKey(vectors.paymaxPublicKey)
  const der = (type: 'pkcs1' | 'pkcs8') => key.export({ type, format: 'der' }).toString('base64')
  const publicDer = (type: 'pkcs1' | 'spki') =>
    publicHalf.export({ type, format: 'der' }).toString('base64')

  test.each([
    ['PKCS#1 PEM', key.export({ type: 'pkcs1', format: 'pem' }).toString()],
    ['PKCS#8 PEM', key.export({ type: 'pkcs8', format: 'pem' }).toString()],
    ['PEM on one line', vectors.merchantPrivateKey.replaceAll('\n', '\\n')],
    ['bare PKCS#1', der('pkcs1')],
    ['bare PKCS#8', der('pkcs8')],
    ['bare, over several lines', der('pkcs8').replaceAll(/(.{64})/g, '$1\n')],
  ])('a private key as %s', (_, text) => {
    const { privateKey } = paymaxOf({ PAYMAX_PRIVATE_KEY: text })
    expect(privateKey.equals(key)).toBe(true)
  })

  test.each([
    ['SPKI PEM', publicHalf.export({ type: 'spki', format: 'pem' }).toString()],
    ['PKCS#1 PEM', publicHalf.export({ type: 'pkcs1', format: 'pem' }).toString()],
    ['bare SPKI', publicDer('spki')],
    ['bare PKCS#1', publicDer('pkcs1')],
  ])('a public key as %s', (_, text) => {
    const { publicKey } = paymaxOf({ PAYMAX_PUBLIC_KEY: text })
    expect(publicKey.equals(publicHalf)).toBe(true)
  })

  test('in a file', () => {
    const file = fileWith(`${vectors.merchantPrivateKey}\n`)
    const env = { PAYMAX_PRIVATE_KEY: undefined, PAYMAX_PRIVATE_KEY_FILE: file }
    expect(paymaxOf(env).privateKey.equals(key)).toBe(true)
  })

  const short = generateKeyPairSync('rsa', { modulusLength: 512 })
  const curve = generateKeyPairSync('ed25519')
  const locked = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' } as const
  test.each([
    ['PAYMAX_PRIVATE_KEY', vectors.paymaxPublicKey, 'is a public key'],
    ['PAYMAX_PRIVATE_KEY', publicDer('spki'), 'is a public key'],
    ['PAYMAX_PRIVATE_KEY', publicDer('pkcs1'), 'is a public key'],
    ['PAYMAX_PUBLIC_KEY', vectors.merchantPrivateKey, 'is a private key'],
    ['PAYMAX_PUBLIC_KEY', der('pkcs1'), 'is a private key'],
    ['PAYMAX_PUBLIC_KEY', der('pkcs8'), 'is a private key'],
    ['PAYMAX_PRIVATE_KEY', key.export(locked).toString(), 'passphrase'],
    [
      'PAYMAX_PRIVATE_KEY',
      short.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      'short',
    ],
    [
      'PAYMAX_PUBLIC_KEY',
      curve.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      'RSA',
    ],
    ['PAYMAX_PUBLIC_KEY', 'bm90IGEga2V5', 'is not a key'],
    ['PAYMAX_PRIVATE_KEY', vectors.merchantPrivateKey.replaceAll('\n', 'n'), 'double quotes'],
  ])('%s that is no such key (%#)', (name, text, words) => {
    const found = problems({ [name]: text })
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(new RegExp(`^${name}: .*${words}`))
  })

  test('set twice, or in a file that is not there', () => {
    const name = 'PAYMAX_PRIVATE_KEY_FILE'
    expect(problems({ [name]: '/x' })[0]).toMatch(/PAYMAX_PRIVATE_KEY: is set twice/)
    const found = problems({ [name]: '/does/not/exist', PAYMAX_PRIVATE_KEY: '' })
    expect(found[0]).toMatch(/PAYMAX_PRIVATE_KEY_FILE: the file does not exist/)
  })
})
