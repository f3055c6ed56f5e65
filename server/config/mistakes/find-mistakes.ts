/** Every check that needs no network, so a start can run it at no cost. */
import type { Finding } from './finding'
import type { ConfigInput } from './config-input'
import { mistakesInBaseUrls } from './base-urls'
import { mistakesInCertificates } from './certificates'
import { mistakesInFiles } from './environment-file'
import { mistakesInKeys } from './keys'
import { mistakesInOfficialAccount } from './official-account'
import { mistakesInPaymaxForms } from './paymax-format'
import { mistakesInPublicUrl } from './public-url'
import { mistakesInDeployment } from './deployment'
import { sharedSecrets, weakSecrets } from './secrets'
import { quotedValues, unknownVariables } from './variables'

const checks: readonly ((input: ConfigInput) => Finding[])[] = [
  quotedValues,
  unknownVariables,
  mistakesInFiles,
  mistakesInPublicUrl,
  mistakesInOfficialAccount,
  mistakesInKeys,
  mistakesInCertificates,
  mistakesInPaymaxForms,
  mistakesInBaseUrls,
  weakSecrets,
  sharedSecrets,
  mistakesInDeployment,
]

export function findMistakes(input: ConfigInput): Finding[] {
  return checks.flatMap((check) => check(input))
}

/** As a line of the log. */
export const sentenceOf = ({ name, what, mend }: Finding) => `${name}: ${what} ${mend}`
