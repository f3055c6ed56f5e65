import type { GatewayFailure } from '../../payments/core/gateway-reports'

const configured = 'Check the keys, the secret key and the clock of this machine.'
const hints: Readonly<Record<string, string>> = {
  not_yet: 'Bills are there from the day after, from 10:00 in Beijing.',
  OUT_OF_DOWNLOAD: 'Paymax gives this statement no more often for now: try again tomorrow.',
  ILLEGAL_ARGUMENT:
    'Statements are there from the day after, from 11:00 in Beijing, and for three months.',
  SIGN_CHECK_FAILED: configured,
  SECRET_KEY_IS_INVALID: configured,
  SECRET_KEY_IS_BLANK: configured,
  unreadable_statement: 'Keep the text and see docs/statements.md.',
}

export function explain(title: string, { code, message }: GatewayFailure): string {
  const hint = hints[code] ?? 'Try again later.'
  return `${title} gave no statement that can be used (${code}: ${message}). ${hint}`
}
