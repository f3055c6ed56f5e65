import type { LookupAddress, LookupAllOptions } from 'node:dns'
import type { LookupFunction } from 'node:net'

/** Like `dns.lookup` with `all`. */
export type Resolve = (
  name: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/** The name or the address may not be sent to. */
export class AddressRefused extends Error {
  readonly code = 'address_refused'

  constructor() {
    super('The address is private, and NOTIFY_ALLOW_PRIVATE does not name its network.')
  }
}

/**
 * Resolves a name for the connection being made. The checked addresses are the ones connected to, so a name
 * that resolves differently a moment later gains nothing. A name with any refused address is refused.
 */
export function guardedLookup(
  isAllowed: (ip: string) => boolean,
  resolve: Resolve,
): LookupFunction {
  return (name, options, done) => {
    resolve(name, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, [])
      const [first] = addresses
      if (!first) done(new Error('The name has no address.'), [])
      else if (!addresses.every(({ address }) => isAllowed(address))) done(new AddressRefused(), [])
      else if (options.all) done(null, addresses)
      else done(null, first.address, first.family)
    })
  }
}
