/** Checks the public address, as far as that is possible from this machine. */
import type { Config } from '../../../config/config'
import { unchecked, wrong, type Finding } from '../../../config/mistakes/finding'
import { fetchPlain, type Came, type Silent } from './fetch-plain'

type Asked = Pick<Config, 'publicUrl' | 'gateways'>

export async function checkPublicAddress({ publicUrl, gateways }: Asked): Promise<Finding[]> {
  const at = (path: string) => new URL(path, publicUrl).href
  const alive = await fetchPlain(at('api/healthz'))
  const closed = notOurs(alive, publicUrl)
  if (closed.length > 0) return closed
  const names = (['paymax', 'wechatpay'] as const).filter((name) => gateways[name])
  const [ready, ...doors] = await Promise.all([
    fetchPlain(at('api/readyz')),
    ...names.map((name) => fetchPlain(at(`api/webhooks/${name}`), 'POST')),
  ])
  return [
    ...('status' in ready && ready.status === 200 ? [] : [notReady]),
    ...names.flatMap((name, index) => doorOf(at(`api/webhooks/${name}`), doors[index])),
  ]
}

function notOurs(came: Came | Silent, { href, hostname }: URL): Finding[] {
  if ('code' in came) return [silence(came.code, hostname)]
  if (came.status === 200 && /^\{"status":"ok"\}$/.test(came.text)) return []
  if (noBackend.has(came.status)) {
    return [
      unchecked(
        'public_address_unreachable',
        `The proxy at ${href} answers, and no backend behind it (HTTP ${String(came.status)}).`,
        'Start the backend. Where it runs, let the proxy pass on to its HOST and PORT.',
      ),
    ]
  }
  if (came.status >= 300 && came.status < 400) {
    return [
      wrong(
        'public_address_redirects',
        `${href} leads elsewhere (HTTP ${String(came.status)}): webhooks do not follow.`,
        'Set PUBLIC_URL to where it leads, or let the proxy answer there itself.',
      ),
    ]
  }
  return [
    wrong(
      'public_address_wrong',
      `What answers at ${href}api/healthz is not the checkout (HTTP ${String(came.status)}).`,
      `Start the backend, and let the proxy pass ${new URL(href).pathname} as it is to HOST and PORT.`,
    ),
  ]
}

/** What a proxy says where nobody takes what it passes on. */
const noBackend: ReadonlySet<number> = new Set([502, 503, 504])

const unknownHost = new Set(['ENOTFOUND', 'EAI_AGAIN'])
const certificate = /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/

function silence(code: string, hostname: string): Finding {
  if (code === 'ENOTFOUND') {
    return wrong(
      'public_host_unknown',
      `The DNS has no address of ${hostname}.`,
      'Enter it at your provider of DNS, or mend PUBLIC_URL.',
    )
  }
  if (certificate.test(code)) {
    return wrong(
      'public_certificate_wrong',
      `The https certificate of ${hostname} does not hold (${code}).`,
      'Serve the whole chain, for this name, before it expires.',
    )
  }
  const why = unknownHost.has(code) ? 'the DNS does not answer' : code
  return unchecked(
    'public_address_unreachable',
    `${hostname} does not answer this machine (${why}); whether it answers others cannot be told from here.`,
    'Start the backend and the proxy, and open it with a phone.',
  )
}

const notReady = wrong(
  'backend_not_ready',
  'The backend answers, and api/readyz does not say that its database takes what is written.',
  'Look for not_ready in its log.',
)

function doorOf(address: string, came: Came | Silent | undefined): Finding[] {
  if (came && 'status' in came && came.status === 401) return []
  const said = came && 'status' in came ? `HTTP ${String(came.status)}` : 'no answer'
  return [
    wrong(
      'webhook_door_closed',
      `A webhook does not get through to ${address} (${said}, and 401 would be right).`,
      'Let POST through in the proxy and the firewall.',
    ),
  ]
}
