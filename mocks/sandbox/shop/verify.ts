import { Webhook } from 'standardwebhooks'

/**
 * Verifies with the reference library of the Standard Webhooks specification.
 * @param secrets `whsec_…`; while they are rotated, any of them may have signed
 * @returns why it does not verify; empty where it does
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
