/** Stands for `weixin://`: the bridge's hidden frames go to it, and nothing comes back. */
export const framesPath = '/weixin/'

export function isFrame(pathname: string): boolean {
  return pathname.startsWith(framesPath)
}
