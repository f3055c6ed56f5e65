/** All that can be seen without asking anybody: it costs a start nothing. */
import type { Finding } from './finding'
import type { Told } from './input'
import { mistakesInBaseUrls } from './base-urls'
import { mistakesInCertificates } from './certificates'
import { mistakesInFiles } from './environment-file'
import { mistakesInKeys } from './keys'
import { mistakesInOfficialAccount } from './official-account'
import { mistakesInPaymaxForms } from './paymax-format'
import { mistakesInPublicUrl } from './public-url'
import { mistakesInSurroundings } from './deployment'
import { sharedSecrets, weakSecrets } from './secrets'
import { quotedValues, unknownVariables } from './variable-names'

const checks: readonly ((told: Told) => Finding[])[] = [
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
  mistakesInSurroundings,
]

export function findMistakes(told: Told): Finding[] {
  return checks.flatMap((check) => check(told))
}

/** As a line of the log. */
export const sentenceOf = ({ name, what, mend }: Finding) => `${name}: ${what} ${mend}`
