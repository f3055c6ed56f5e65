import { Webhook } from 'standardwebhooks'

/**
 * By the reference library of the Standard Webhooks specification.
 * @param secrets `whsec_…`; while they rotate, any of them may be the one that signed
 * @returns why it does not hold; empty where it does
 */
export function refusalOf(
  secrets: readonly string[],
  body: Buffer,
  headers: Readonly<Record<string, string>>,
): string {
  let refused = 'no secret'
  for (const secret of secrets) {
    try {
      new Webhook(secret).verify(body, headers)
      return ''
    } catch (error) {
      refused = error instanceof Error ? error.message : String(error)
    }
  }
  return refused
}
