/** RSA keys in the formats that occur in practice: PEM or bare Base64, PKCS#1, PKCS#8 or SPKI. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { problem } from './problem'
import { textOrFile } from './text-or-file'
import type { Environment } from './variables'

/** Paymax's keys have 1024 to 2048 bits; a longer one is accepted. */
const MIN_BITS = 1024

type Kind = 'private' | 'public'

/** The merchant's own key; the gateway has its public half. */
export const privateKey = (env: Environment, name: string) => readKey('private', env, name)

/** The gateway's public key, from its console. */
export const publicKey = (env: Environment, name: string) => readKey('public', env, name)

function readKey(kind: Kind, env: Environment, name: string): KeyObject {
  const text = keyText(env, name, kind)
  const key = parseKey(kind, text)
  if (!key) throw problem(name, complaint(kind, text))
  if (key.asymmetricKeyType !== 'rsa')
    throw problem(name, 'is not an RSA key: the gateways only accept RSA.')
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (bits < MIN_BITS) throw problem(name, `is too short: it must have at least ${MIN_BITS} bits.`)
  return key
}

function keyText(env: Environment, name: string, kind: Kind): string {
  const text = textOrFile(env, name)
  if (text !== undefined) return text
  throw problem(name, `missing. Set the RSA ${kind} key, or its path in ${name}_FILE.`)
}

function complaint(kind: Kind, text: string) {
  if (/ENCRYPTED/.test(text)) return 'is encrypted with a passphrase: store it without one.'
  // systemd's EnvironmentFile takes every backslash away that stands in no quotes.
  if (/-----BEGIN [A-Z ]+-----n/.test(text)) {
    return 'has lost the backslashes of its \\n: put the whole value in double quotes.'
  }
  const other = kind === 'private' ? 'public' : 'private'
  if (parseKey(other, text)) return `is a ${other} key: set the ${kind} one.`
  return `is not a key: set an RSA ${kind} key as PEM or as bare Base64.`
}

/** @returns null for what is not a key of this kind; a private key is never accepted as its public half */
function parseKey(kind: Kind, text: string): KeyObject | null {
  if (text.includes('-----BEGIN')) {
    // Environments limited to single lines write a PEM's line ends as \n.
    const pem = text.replaceAll('\\n', '\n')
    if (pem.includes('PRIVATE KEY') !== (kind === 'private')) return null
    return attempt(() => (kind === 'private' ? createPrivateKey(pem) : createPublicKey(pem)))
  }
  const bare = text.replaceAll(/\s/g, '')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(bare)) return null
  const key = Buffer.from(bare, 'base64')
  return kind === 'private' ? barePrivate(key) : barePublic(key)
}

function barePrivate(key: Buffer) {
  return (
    attempt(() => createPrivateKey({ key, format: 'der', type: 'pkcs8' })) ??
    attempt(() => createPrivateKey({ key, format: 'der', type: 'pkcs1' }))
  )
}

function barePublic(key: Buffer) {
  // Node.js silently derives the public half of a private key.
  if (barePrivate(key)) return null
  return (
    attempt(() => createPublicKey({ key, format: 'der', type: 'spki' })) ??
    attempt(() => createPublicKey({ key, format: 'der', type: 'pkcs1' }))
  )
}

/** OpenSSL's own message is dropped: it does not help, and could quote the key. */
function attempt(parse: () => KeyObject): KeyObject | null {
  try {
    return parse()
  } catch {
    return null
  }
}
