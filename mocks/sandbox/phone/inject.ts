/** First in the head, before any script of the page, as a WebView would do it. */
export function injectBridge(html: string, bridgePath: string): string {
  const tag = `<script src="${bridgePath}"></script>`
  const head = /<head\b[^>]*>/i.exec(html)
  if (!head) return tag + html
  const at = head.index + head[0].length
  return html.slice(0, at) + tag + html.slice(at)
}

type Directives = [name: string, value: string][]

function parse(policy: string): Directives {
  return policy
    .split(';')
    .map((directive) => directive.trim())
    .filter((directive) => directive !== '')
    .map((directive) => {
      const [name = '', value = ''] = directive.split(/\s+(.*)/s)
      return [name.toLowerCase(), value]
    })
}

function allow(value: string, source: string): string {
  return value === "'none'" ? source : `${value} ${source}`.trim()
}

/** The directives that apply to a frame, the most specific first. */
const ofFrames = ['frame-src', 'child-src', 'default-src']

/**
 * A browser logs an error for every frame with a `weixin://` address, which leads nowhere here. So the
 * bridge's frames use a substitute address, allowed exactly where the policy allows `weixin:`.
 */
function letFramesSpeak(directives: Directives, framesAddress: string): Directives {
  const asked = ofFrames.find((name) => directives.some(([one]) => one === name))
  return directives.map(([name, value]) =>
    name === asked && value.split(/\s+/).includes('weixin:')
      ? [name, `${value} ${framesAddress}`]
      : [name, value],
  )
}

/**
 * A WebView's own script and frame are not subject to a page's policy; here the policy is widened by these
 * two only. Every other directive stays in force, above all `frame-src`.
 */
export function loosenPolicy(policy: string, bridgeAddress: string, framesAddress: string): string {
  const given = letFramesSpeak(parse(policy), framesAddress)
  const directives = given.map(([name, value]): [string, string] =>
    name === 'frame-ancestors' ? [name, "'self'"] : [name, value],
  )
  const has = (wanted: string) => directives.some(([name]) => name === wanted)
  const fallback = directives.find(([name]) => name === 'default-src')
  if (!has('script-src') && !has('script-src-elem') && fallback) {
    directives.push(['script-src', fallback[1]])
  }
  return directives
    .map(([name, value]) =>
      name === 'script-src' || name === 'script-src-elem'
        ? `${name} ${allow(value, bridgeAddress)}`
        : `${name} ${value}`.trim(),
    )
    .join('; ')
}
