import type { FastifySchemaValidationError } from 'fastify/types/schema'
import type { Problem } from '../contract/problems'

type FieldErrors = NonNullable<Problem['errors']>

/** Enough to fix a request; a request with ten thousand mistakes does not get a list of all. */
const most = 20
const longestName = 100

/**
 * Says which fields are wrong, and how.
 * @param whole the name for the whole: `body`, `querystring` …
 */
export function fieldErrorsOf(
  validation: readonly FastifySchemaValidationError[],
  whole: string,
): FieldErrors {
  const told = new Map<string, FieldErrors[number]>()
  for (const one of ofClosestBranch(validation)) {
    const error = { field: fieldOf(one) || whole, message: one.message ?? 'is wrong' }
    told.set(`${error.field} ${error.message}`, error)
    if (told.size === most) break
  }
  return [...told.values()]
}

/** For a missing or unknown field, the validator gives the path of its object and the name separately. */
function fieldOf({ instancePath, params }: FastifySchemaValidationError): string {
  const path = instancePath.split('/').slice(1).map(unescapePointer)
  const name = params['missingProperty'] ?? params['additionalProperty']
  return [...path, ...(typeof name === 'string' ? [name] : [])].join('.').slice(0, longestName)
}

function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~')
}

/**
 * A body that may have one of several shapes fails in each of them. Only the closest shape is reported: the
 * others would ask for fields that the sender never meant.
 */
function ofClosestBranch(
  validation: readonly FastifySchemaValidationError[],
): readonly FastifySchemaValidationError[] {
  const branches = new Map<string, FastifySchemaValidationError[]>()
  for (const one of validation) {
    const branch = /\/anyOf\/\d+\//.exec(one.schemaPath)?.[0]
    if (branch !== undefined) branches.set(branch, [...(branches.get(branch) ?? []), one])
  }
  if (branches.size === 0) return validation
  const distances = [...branches.values()].map((errors) => ({ errors, distance: distance(errors) }))
  const least = Math.min(...distances.map((one) => one.distance))
  const closest = distances.filter((one) => one.distance === least).flatMap((one) => one.errors)
  const others = validation.filter(
    (one) => one.keyword !== 'anyOf' && !one.schemaPath.includes('/anyOf/'),
  )
  return [...others, ...closest]
}

/** A missing or extra field says more about the intended shape than a wrong value. */
function distance(errors: readonly FastifySchemaValidationError[]): number {
  const weights = errors.map(({ keyword }) =>
    /required|additionalProperties/.test(keyword) ? 2 : 1,
  )
  return weights.reduce<number>((sum, weight) => sum + weight, 0)
}
