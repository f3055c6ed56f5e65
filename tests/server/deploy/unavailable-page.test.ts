/** What nginx shows in the backend's place is the backend's own page. */
import { expect, test } from 'vitest'
import { CheckoutError } from '../../../server/contract/errors'
import { failurePage } from '../../../server/http/page/failure-page'

test('the page that nginx has is the one of a backend that is not ready', async () => {
  await expect(failurePage(new CheckoutError('not_ready', ''))).toMatchFileSnapshot(
    '../../../deploy/nginx/checkout/unavailable.html',
  )
})
