import type { Finding } from '../../config/mistakes/finding'
import { printable } from '../result/printable'

const headings = [
  ['wrong', 'Wrong:'],
  ['unchecked', 'Could not be checked:'],
  ['look', 'Please check yourself (no program can read these settings):'],
] as const satisfies readonly (readonly [Finding['kind'], string])[]

export function asText(findings: readonly Finding[]): string {
  const parts = headings.flatMap(([kind, heading]) => {
    const found = findings.filter((one) => one.kind === kind)
    return found.length === 0 ? [] : [[heading, ...found.map(asLines)].join('\n')]
  })
  const isWrong = findings.some(({ kind }) => kind !== 'look')
  return [...(isWrong ? [] : ['Nothing is wrong.']), ...parts].join('\n\n')
}

function asLines({ name, what, mend }: Finding): string {
  return printable(`- ${name}: ${what}`) + printable(`\n    ${mend}`)
}

export function asJson(findings: readonly Finding[]): string {
  const of = (kind: Finding['kind']) =>
    findings
      .filter((one) => one.kind === kind)
      .map(({ name, what, mend }) => ({ name, what, mend }))
  return JSON.stringify(
    { wrong: of('wrong'), unchecked: of('unchecked'), look: of('look') },
    null,
    2,
  )
}
