import type { LookupAddress, LookupAllOptions } from 'node:dns'
import type { LookupFunction } from 'node:net'

/** As `dns.lookup` with `all`. */
export type Resolve = (
  name: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/** The name, or the address, is one that nothing may be sent to. */
export class AddressRefused extends Error {
  readonly code = 'address_refused'

  constructor() {
    super('The address is private, and NOTIFY_ALLOW_PRIVATE does not name its network.')
  }
}

/**
 * Resolves a name for the connection that is being made: what was looked at is what is connected to, so a
 * name that means something else a moment later gains nothing. A name of which any address is refused is
 * refused whole.
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
