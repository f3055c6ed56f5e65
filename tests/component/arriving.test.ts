import { describe, expect, test, vi } from 'vitest'
import { orderId } from '../../mocks/scenarios'
import { open } from './open'
import { createTab } from '../../mocks/fake-phone'
import { fixed, say, sayInEnglish } from '../say'

describe('a payer who comes from WeChat', () => {
  test('reads what is being waited for', async () => {
    const opened = await open('slow')
    await opened.reads('landing', say.entering)
    opened.clock.pass(2500)
    await opened.reads('ready', say.pay)
    expect(opened.address()).toBe(`/checkout?order=${orderId}`)
  })

  test.each(['stateMismatch', 'codeUsed'] as const)(
    'is sent round once more where signing in went wrong (%s), and then asked',
    async (name) => {
      const tab = createTab()
      const first = await open(name, { tab })
      await first.reads('leaving')
      expect(first.browser.left).toHaveLength(1)
      const second = await open(name, { tab })
      await second.reads(
        'landing_failed',
        say.failures.loginExpired.what,
        say.failures.loginExpired.money,
        say.signInAgain,
      )
      expect(second.browser.left).toHaveLength(0)
    },
  )

  test('who refused reads why it is needed and may think again', async () => {
    const opened = await open('denied')
    await opened.reads('landing_failed', say.failures.loginDenied.what)
    expect(opened.browser.left).toHaveLength(0)
    await opened.tap(say.signInAgain)
    await opened.reads('leaving')
    expect(opened.browser.left).toHaveLength(1)
  })

  test('in a snapshot page is told how to leave it', async () => {
    const opened = await open('snapshot')
    await opened.reads('landing_failed', say.failures.snapshot.now)
    expect(opened.screen.findAll('button')).toHaveLength(0)
  })

  test('reads that WeChat’s sign-in is down', async () => {
    const opened = await open('wechatDown')
    await opened.reads('landing_failed', say.failures.wechatDown.what)
  })

  test('reads that the merchant has to mend something, and is offered no try that cannot help', async () => {
    const opened = await open('wechatMisconfigured')
    await opened.reads('landing_failed', ...Object.values(say.failures.wechatMisconfigured))
    expect(opened.browser.left).toHaveLength(0)
    expect(opened.screen.findAll('button')).toHaveLength(0)
  })

  test('may send the lost request again', async () => {
    const opened = await open('happy', { down: 'network' })
    await opened.reads('landing_failed', say.failures.offline.what, say.retry)
    Object.assign(opened.world.scenario, { down: undefined })
    await opened.tap(say.retry)
    await opened.reads('ready', say.pay)
  })

  test('and reloads the landing goes on with the order, without landing again', async () => {
    const tab = createTab()
    const first = await open('happy', { tab })
    await first.reads('ready')
    const second = await open('happy', { tab, at: 'oauth' })
    await second.reads('ready', say.pay)
    expect(second.browser.left).toHaveLength(0)
  })

  test('and opens a spent landing in a new window finds a way on', async () => {
    const opened = await open('happy', { at: 'oauth' })
    await opened.reads('nowhere', say.landedBefore, say.openCheckout)
  })
})

describe('a payer who opens a link', () => {
  test('and is not signed in goes through WeChat and back to the same place', async () => {
    const opened = await open('loginRequired')
    await opened.reads('leaving', say.steps.leaving)
    expect(opened.browser.left).toEqual([`api/oauth/authorize?to=checkout%3Forder%3D${orderId}`])
  })

  test('and whose phone keeps no cookie is asked before going round a third time', async () => {
    const tab = createTab()
    for (const round of [1, 2]) {
      const opened = await open('loginRequired', { tab })
      await opened.reads('leaving')
      expect(opened.browser.left, `round ${round}`).toHaveLength(1)
    }
    const third = await open('loginRequired', { tab })
    await third.reads('load_failed', say.failures.loginRequired.what, say.signInAgain)
    await third.tap(say.signInAgain)
    await third.reads('leaving')
  })

  test('comes back from WeChat’s page to a button, not to another round', async () => {
    const opened = await open('loginRequired')
    await opened.reads('leaving')
    opened.browser.comeBack(true)
    await opened.reads('load_failed', say.signInAgain)
  })

  test.each([
    ['orderClosed', 'closed', say.steps.closed],
    ['refunded', 'refunded', say.steps.refunded],
    ['alreadyPaid', 'paid', say.steps.paid],
    ['notFound', 'not_found', say.steps.not_found],
    ['offline', 'load_failed', say.failures.offline.what],
    ['backendDown', 'load_failed', say.failures.backendDown.what],
    ['rateLimited', 'load_failed', say.failures.busy.what],
    ['nowhere', 'nowhere', say.steps.nowhere],
    ['openAmountOff', 'load_failed', say.failures.openAmountOff.what],
    ['itemGone', 'load_failed', say.failures.itemNotFound.what],
  ] as const)('reads how it stands: %s', async (name, step, words) => {
    const opened = await open(name)
    await opened.reads(step, words)
  })

  test('may try again once the network is back', async () => {
    const opened = await open('offline')
    await opened.reads('load_failed', say.retry)
    Object.assign(opened.world.scenario, { down: undefined })
    await opened.tap(say.retry)
    await opened.reads('ready', say.pay)
  })

  test('under another name of the server is led to where it may be paid, and reads of no failure', async () => {
    const opened = await open('signedIn', { refuses: { order: 'forbidden_origin' } })
    await vi.waitFor(() => expect(opened.browser.left).toEqual(['https://pay.example.com/pay/']))
    await opened.reads('loading')
    expect(opened.been).toEqual(['loading'])
  })

  test('and was led there before reads that it does not work', async () => {
    const opened = await open('signedIn', { slowness: 10, refuses: { order: 'forbidden_origin' } })
    Object.assign(opened.browser, { goHome: () => false })
    opened.clock.pass(10)
    await opened.reads('load_failed', say.failures.unexpected.what)
    expect(opened.browser.left).toEqual([])
  })

  test('sees the order by itself once the network is back', async () => {
    const opened = await open('offline')
    await opened.reads('load_failed', say.retry)
    Object.assign(opened.world.scenario, { down: undefined })
    opened.browser.comeBack(false)
    await opened.reads('ready', say.pay)
  })

  test('to a success typed by hand reads the truth', async () => {
    const opened = await open('result')
    await opened.reads('unpaid', say.steps.unpaid, say.notPaidYet)
    expect(opened.screen.text()).not.toContain(say.steps.paid)
    expect(opened.screen.text()).not.toContain(fixed(say.notCharged))
  })

  test('reads that the order is being loaded', async () => {
    const opened = await open('signedIn', { slowness: 2500 })
    await opened.reads('loading', say.steps.loading)
    opened.clock.pass(2500)
    await opened.reads('ready')
  })

  test('reads English where WeChat speaks it', async () => {
    const opened = await open('signedIn', { language: 'en' })
    await opened.reads('ready', sayInEnglish.pay, '¥38.00')
  })
})

describe('outside the WeChat that can pay', () => {
  test.each([
    ['browser', say.outside.browser],
    ['phone', say.outside.phone],
    ['desktop', say.outside.desktop],
    ['wecom', say.outside.wecom],
    ['mini_program', say.outside.mini_program],
  ] as const)('in a %s the payer is told how to go on', async (environment, words) => {
    const opened = await open('outside', { environment })
    await opened.reads('outside', say.steps.outside, words)
    expect(opened.screen.get('h1').text()).toBe(say.steps.outside)
    expect(opened.screen.get('img[alt]').attributes('src')).toMatch(/^data:image\/png/)
    expect(opened.address()).toBe(`/wechat?order=${orderId}`)
    await opened.tap(say.copyLink)
    expect(opened.browser.copied).toEqual([`http://localhost:3000/pay/checkout?order=${orderId}`])
    await opened.reads('outside', say.copied)
  })

  test('a phone’s browser leads on to WeChat once the link is copied, and not before', async () => {
    const opened = await open('outside', { environment: 'phone' })
    await opened.reads('outside', say.copyLink)
    expect(opened.screen.find('a[href="weixin://"]').exists()).toBe(false)
    await opened.tap(say.copyLink)
    await opened.reads('outside', say.copied, say.openWeChat)
    expect(opened.screen.find('a[href="weixin://"]').exists()).toBe(true)
  })

  test('a browser on a desk has no WeChat to open', async () => {
    const opened = await open('outside', { environment: 'browser' })
    await opened.tap(say.copyLink)
    await opened.reads('outside', say.copied)
    expect(opened.screen.find('a[href="weixin://"]').exists()).toBe(false)
  })

  test('a browser that copies nothing says how to do it by hand', async () => {
    const opened = await open('outside', { environment: 'phone' })
    Object.assign(opened.browser, { copy: () => Promise.resolve(false) })
    await opened.tap(say.copyLink)
    await opened.reads('outside', say.notCopied)
  })

  test.each([
    ['checkout?item=coffee', 'http://localhost:3000/pay/checkout?item=coffee'],
    ['checkout', 'http://localhost:3000/pay/checkout'],
  ])('%s has no order to follow, and its link all the same', async (at, link) => {
    const opened = await open('outside', { environment: 'browser', at })
    await opened.reads('outside', say.steps.outside, link)
    expect(opened.screen.find('img[alt]').exists()).toBe(true)
    // nobody knows which order it will be: the page watches none, and promises nothing
    expect(opened.screen.text()).not.toContain(say.watched)
  })

  test('the page follows the order to a refund, and to its end in time', async () => {
    const opened = await open('outside', { environment: 'browser', endsIn: 60 })
    await opened.reads('outside')
    opened.clock.pass(60_000)
    await opened.reads('closed', say.closed.expired.title, say.closeTab)
  })

  test('the page says that it follows the order, and shows its end', async () => {
    const opened = await open('outside', { environment: 'browser' })
    await opened.reads('outside', say.watched)
    opened.world.decide(true)
    opened.clock.pass(5000)
    await opened.reads('paid', say.steps.paid)
  })

  test('a result can be read in any browser', async () => {
    const at = `success?order=${orderId}`
    const opened = await open('alreadyPaid', { environment: 'browser', at })
    await opened.reads('paid', say.steps.paid)
  })
})
