import { createRouter, type Router, type RouterHistory } from 'vue-router'
import CheckoutView from '@/checkout/CheckoutView.vue'
import LandingView from '@/landing/LandingView.vue'

const pending = () => import('@/confirm/PendingView.vue')
const success = () => import('@/result/SuccessView.vue')
const failure = () => import('@/result/FailureView.vue')

/** The addresses, in payment order. */
export function createCheckoutRouter(history: RouterHistory): Router {
  return createRouter({
    history,
    routes: [
      { path: '/oauth', component: LandingView },
      { path: '/checkout', component: CheckoutView },
      { path: '/wechat', component: () => import('@/sheet/OpenInWeChatView.vue') },
      { path: '/pending', component: pending },
      { path: '/success', component: success },
      { path: '/failure', component: failure },
      { path: '/:anything(.*)', component: () => import('@/landing/NotFoundView.vue') },
    ],
  })
}

/** Loads the pages after the sheet before it opens: the network may be gone when it closes. */
export function fetchResults(): void {
  for (const fetched of [pending(), success(), failure()]) fetched.catch(() => undefined)
}
