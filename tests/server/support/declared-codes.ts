import type { FastifyInstance } from 'fastify'
import { expect, onTestFinished } from 'vitest'
import { completeDocument } from '../../../server/http/api-document/complete-document'

/** Whatever a test makes the backend refuse, the API document says of that call that it may be refused so. */
export function expectDeclared(app: FastifyInstance): void {
  const seen = new Map<string, Set<string>>()
  const { refusals } = app
  const answered = refusals.answered.bind(refusals)
  refusals.answered = (code, route, address) => {
    answered(code, route, address)
    seen.set(route, (seen.get(route) ?? new Set()).add(code))
  }
  onTestFinished(() => {
    if (seen.size === 0) return
    const { paths } = completeDocument(app.swagger())
    const undeclared = [...seen].flatMap(([route, codes]) => {
      const path = paths[route.replaceAll(/:(\w+)/g, '{$1}')]
      // A page, or an address that leads nowhere.
      if (!path) return []
      const said = JSON.stringify(path)
      return [...codes]
        .filter((code) => !said.includes(`- \`${code}\``))
        .map((code) => `${route} ${code}`)
    })
    expect(undeclared, 'codes that no route names in x-codes').toEqual([])
  })
}
