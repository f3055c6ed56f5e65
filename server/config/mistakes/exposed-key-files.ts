import { wrong, type Finding } from './finding'
import type { ConfigInput } from './input'

/** What the configuration itself warns of: each sentence is a rule and how to mend it. */
export function mistakesInKeyFiles({ config }: ConfigInput): Finding[] {
  return (config?.warnings ?? []).map((sentence) => {
    const [what = '', mend = ''] = sentence.replace(/\.$/, '').split(': ')
    return wrong('key_file_open', `${what}.`, `${mend}.`)
  })
}
