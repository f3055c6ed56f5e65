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
        `The proxy at ${href} answers, but the backend behind it does not (HTTP ${String(came.status)}).`,
        'Start the backend. If it is running, check that the proxy forwards to its HOST and PORT.',
      ),
    ]
  }
  if (came.status >= 300 && came.status < 400) {
    return [
      wrong(
        'public_address_redirects',
        `${href} redirects (HTTP ${String(came.status)}). Webhooks do not follow redirects.`,
        'Set PUBLIC_URL to the address that it redirects to, or remove the redirect from the proxy.',
      ),
    ]
  }
  return [
    wrong(
      'public_address_wrong',
      `The answer at ${href}api/healthz does not come from the checkout (HTTP ${String(came.status)}).`,
      `Start the backend, and configure the proxy to forward ${new URL(href).pathname} unchanged to HOST and PORT.`,
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
      `DNS has no record for ${hostname}.`,
      'Add one at your DNS provider, or correct PUBLIC_URL.',
    )
  }
  if (certificate.test(code)) {
    return wrong(
      'public_certificate_wrong',
      `The https certificate of ${hostname} is not valid (${code}).`,
      'Install a certificate for this name that has not expired, with its whole chain.',
    )
  }
  const why = unknownHost.has(code) ? 'DNS does not answer' : code
  return unchecked(
    'public_address_unreachable',
    `${hostname} does not answer this server (${why}). It may still answer others.`,
    'Start the backend and the proxy, and open the address on a phone.',
  )
}

const notReady = wrong(
  'backend_not_ready',
  'The backend answers, but api/readyz does not confirm that the database can be written to.',
  'Look for not_ready in the backend’s log.',
)

function doorOf(address: string, came: Came | Silent | undefined): Finding[] {
  if (came && 'status' in came && came.status === 401) return []
  const said = came && 'status' in came ? `HTTP ${String(came.status)}` : 'no answer'
  return [
    wrong(
      'webhook_door_closed',
      `Webhooks do not reach ${address} (${said}; expected HTTP 401).`,
      'Allow POST to this address in the proxy and the firewall.',
    ),
  ]
}
