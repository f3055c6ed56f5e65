/** What must never leave the backend, by what it is. */
export type Secrets = Readonly<Record<string, readonly string[]>>

/** Tokens whose text nobody knows beforehand: WeChat's, and the signature that opens the pay sheet. */
const neverLogged = {
  'access token': /[0-9a-f]{80}_(?:sandbox|refresh)/,
  'pay sheet signature': /paySign|prepay_id=/,
}

/** @returns what of it the text gives away */
export function secretsIn(text: string, secrets: Secrets): string[] {
  return Object.entries(secrets)
    .filter(([, values]) => values.some((value) => text.includes(value)))
    .map(([name]) => name)
}

/** @returns what a log gives away */
export function loggedSecrets(log: readonly string[], secrets: Secrets): string[] {
  const text = log.join('\n')
  const tokens = Object.entries(neverLogged).filter(([, shape]) => shape.test(text))
  return [...secretsIn(text, secrets), ...tokens.map(([name]) => name)]
}
