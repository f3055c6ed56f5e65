import { wrong, type Finding } from './finding'
import type { ConfigInput } from './config-input'

/** Warnings of the configuration about its key files: each sentence has the rule and the fix. */
export function mistakesInKeyFiles({ config }: ConfigInput): Finding[] {
  return (config?.warnings ?? []).map((sentence) => {
    const [what = '', mend = ''] = sentence.replace(/\.$/, '').split(': ')
    return wrong('key_file_open', `${what}.`, `${mend}.`)
  })
}
