import { Type } from 'typebox'
import { CheckoutError } from '../contract/errors'
import { anyone, problems } from '../http/api-document'
import { startLogin } from '../login/sign-in'
import { readTarget } from '../login/page-target'
import { isWechat } from '../wechat/user-agent'
import type { Routes } from './route'

export const oauthRoutes: Routes = (app, { deps }) => {
  const { config, payments } = deps

  app.get(
    '/oauth/authorize',
    {
      config: { counts: 'authorize' },
      schema: {
        operationId: 'startLogin',
        tags: ['Login'],
        summary: 'Redirect the payer to WeChat, which identifies them',
        description:
          'Use this address in the official account’s menu, a message or a QR code. Outside WeChat it redirects to a page that explains how to open it in WeChat.',
        security: anyone,
        'x-codes': ['invalid_target'],
        querystring: Type.Object({
          to: Type.Optional(
            Type.String({
              description:
                'where to return to: `checkout`, `success`, `failure` or `pending`, with its query',
            }),
          ),
        }),
        response: {
          302: Type.Null({ description: 'To WeChat’s authorisation page' }),
          ...problems,
        },
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
