/** First in the head, before any script of the page, as a WebView would have it. */
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

/** The directives that a browser asks about a frame, the nearest first. */
const ofFrames = ['frame-src', 'child-src', 'default-src']

/**
 * A browser writes into its console of every frame that goes to `weixin://`, which leads nowhere here. So the
 * bridge's frames go to an address that stands for it: let in where the policy lets `weixin:` in, and nowhere else.
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
 * A WebView's own script and frame stand outside a page's policy; here the policy is widened by
 * just these two. Every other directive stays in force, `frame-src` above all.
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
