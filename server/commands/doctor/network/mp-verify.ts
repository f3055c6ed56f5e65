/** The file that proves to WeChat who owns a domain: it has to be at the root of the host. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { look, wrong, type Finding } from '../../../config/mistakes/finding'
import type { Context } from '../context/context'
import { fetchPlain } from './fetch-plain'

export async function checkVerifyFile({ config, clientDir }: Context): Promise<Finding[]> {
  const files = existsSync(clientDir) ? readdirSync(clientDir) : []
  const names = files.filter((name) => /^MP_verify_\w+\.txt$/.test(name))
  if (names.length === 0) {
    return [
      look(
        'mp_verify_file',
        `${config.publicUrl.origin}/MP_verify_….txt returns the file that 公众平台 gave you for “网页授权域名”`,
        'Serve it from the root of the host. If PUBLIC_URL is the root, put it into public/ before the build.',
      ),
    ]
  }
  const found = await Promise.all(names.map((name) => reachable(name, config.publicUrl, clientDir)))
  return found.flat()
}

async function reachable(name: string, publicUrl: URL, clientDir: string): Promise<Finding[]> {
  const address = new URL(`/${name}`, publicUrl).href
  const came = await fetchPlain(address)
  // A host that does not answer at all is reported by the check of the public address.
  if ('code' in came) return []
  const right = readFileSync(join(clientDir, name), 'utf8').trim()
  if (came.status === 200 && came.text.trim() === right) return []
  return [
    wrong(
      'mp_verify_unreachable',
      `${address} does not return the file of the build (HTTP ${String(came.status)}).`,
      'Configure the web server to serve it from the root of the host.',
    ),
  ]
}
