/**
 * Where notifications may not be sent: the address is typed by somebody and may point into our own network
 * (SSRF).
 */
import { BlockList, isIP } from 'node:net'

/**
 * Addresses that are not hosts on the internet, by IANA's registries of special-purpose addresses (RFC 6890
 * and later). For IPv6, everything outside 2000::/3. Azure's platform address 168.63.129.16 is public, but
 * only guests reach it.
 */
const special = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/3',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '4000::/2',
  '8000::/1',
]

/**
 * @param allowed networks that may be reached although they are special
 * @returns whether an IP address may be connected to; false for what is not an IP address
 */
export function allowedNetworks(allowed: readonly string[]): (ip: string) => boolean {
  const refused = listsOf(special)
  const exempt = listsOf(allowed)
  return (ip) => {
    const kind = isIP(ip)
    if (kind === 0) return false
    const family = kind === 4 ? 'ipv4' : 'ipv6'
    return exempt[family].check(ip, family) || !refused[family].check(ip, family)
  }
}

/** Separate lists: to Node.js every IPv4 address is also one of `::ffff:0:0/96`. */
function listsOf(networks: readonly string[]) {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() }
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6'
    lists[family].addSubnet(address, Number(bits ?? (family === 'ipv4' ? 32 : 128)), family)
  }
  return lists
}
