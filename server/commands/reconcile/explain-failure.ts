import type { GatewayFailure } from '../../payments/core/gateway-reports'

const configured = 'Check the keys, the secret key and the clock of this server.'
const hints: Readonly<Record<string, string>> = {
  not_yet: 'The statement of a day is available from 10:00 Beijing time on the next day.',
  OUT_OF_DOWNLOAD: 'Paymax limits how often a statement can be downloaded. Try again tomorrow.',
  ILLEGAL_ARGUMENT:
    'The statement of a day is available from 11:00 Beijing time on the next day, for three months.',
  SIGN_CHECK_FAILED: configured,
  SECRET_KEY_IS_INVALID: configured,
  SECRET_KEY_IS_BLANK: configured,
  unreadable_statement: 'Keep this text and see docs/statements.md.',
}

export function explain(title: string, { code, message }: GatewayFailure): string {
  const hint = hints[code] ?? 'Try again later.'
  return `No usable statement from ${title} (${code}: ${message}). ${hint}`
}
