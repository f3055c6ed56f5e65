import { Type } from 'typebox'
import { CheckoutError } from '../contract/errors'
import { problems } from '../http/api-document'
import { startLogin } from '../login/sign-in'
import { readTarget } from '../login/target'
import { isWechat } from '../wechat/user-agent'
import type { Routes } from './route'

export const oauthRoutes: Routes = (app, { deps }) => {
  const { config, payments } = deps

  app.get(
    '/oauth/authorize',
    {
      config: { counts: 'authorize' },
      schema: {
        summary: 'Send the payer to WeChat to find out who pays',
        querystring: Type.Object({ to: Type.Optional(Type.String()) }),
        response: { 302: Type.Null(), ...problems },
      },
    },
    async (request, reply) => {
      const target = readTarget(request.query.to)
      if (target === null) {
        throw new CheckoutError(
          'invalid_target',
          'to must be a page of the checkout and its query.',
        )
      }
      if (!isWechat(request.headers['user-agent'] ?? '')) {
        return reply.redirect(`${config.basePath}wechat?to=${encodeURIComponent(target)}`)
      }
      let browser = request.session.get('browser')
      if (browser === undefined) {
        browser = payments.random(16).toString('hex')
        request.session.set('browser', browser)
      }
      return reply.redirect(deps.wechatAuthorizeUrl(await startLogin(deps.login, target, browser)))
    },
  )
  return Promise.resolve()
}
