import { isIPv4, isIPv6 } from 'node:net'

/**
 * Whom an address counts for: an IPv4 address for itself, of IPv6 the whole /64, which one subscriber has
 * to themselves. An IPv4 address that is written as IPv6 is the same one.
 * @returns what is no address as it is, cut short
 */
export function networkOf(address: string): string {
  const [ip = ''] = address.split('%', 1)
  if (!isIPv6(ip)) return ip.slice(0, 64)
  const groups = groupsOf(ip)
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (isMapped) return groups.slice(6).flatMap(bytesOf).join('.')
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`
}

/** The eight groups of an IPv6 address. */
function groupsOf(ip: string): number[] {
  const [head = [], tail] = ip.split('::').map((half) => half.split(':').flatMap(readGroup))
  if (tail === undefined) return head
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail]
}

function readGroup(group: string): number[] {
  if (group === '') return []
  if (!isIPv4(group)) return [Number.parseInt(group, 16)]
  const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number)
  return [a * 256 + b, c * 256 + d]
}

const bytesOf = (group: number) => [group >> 8, group & 255]
