import type { ErrorCode } from '../../contract/problems'

/** What a code means for the caller, and what to do about it. */
export const advice: Readonly<Record<ErrorCode, string>> = {
  invalid_request:
    'The request is not valid. `errors` names each wrong field. Correct it; sending the same request again gives the same error.',
  invalid_target:
    '`to` must be `checkout`, `success`, `failure` or `pending`, with its query. Use the addresses that `npm run links` prints.',
  unauthorized: 'The key is missing or wrong. Send `Authorization: Bearer KEY`.',
  forbidden:
    'The key does not have the right to make this call. Use another key of `MERCHANT_API_KEY`: one with `order:` can create, change and close orders and resend notifications, one with `refund:` can refund, and every key can read.',
  forbidden_origin:
    'The call did not come from the checkout’s own page. `publicUrl` is the address of that page. Check `PUBLIC_URL` and the proxy.',
  not_found: 'It does not exist. Check the id or the address.',
  login_required:
    'The payer is not signed in, or the sign-in has expired. Send the payer to `authorizeUrl`.',
  oauth_state_mismatch:
    'The sign-in was begun in another browser, or too long ago. Send the payer to `authorizeUrl`.',
  oauth_code_invalid:
    'WeChat’s code was already used or has expired. Send the payer to `authorizeUrl`.',
  oauth_denied: 'The payer refused the authorisation. Offer `authorizeUrl` again.',
  snapshot_user:
    'WeChat shows a snapshot of the page (快照页). The payer must tap 使用完整服务. Then send the payer to `authorizeUrl`.',
  wechat_unavailable: 'WeChat does not answer. Send the payer to `authorizeUrl` a little later.',
  wechat_misconfigured:
    'WeChat refuses the AppID or the AppSecret. Nobody can pay until `WECHAT_APP_ID` and `WECHAT_APP_SECRET` are right.',
  order_not_found: 'There is no such order. Check the number.',
  order_conflict:
    'The order differs from this request: the number was used for another order, or somebody has begun to pay it. Read the order. If it is not the one you want, use another number.',
  order_paid: 'The order has been paid. Read it. To return the money, refund it.',
  order_closed: 'The order can no longer be paid. Create another one.',
  order_not_paid: 'The order was not paid, so it cannot be refunded. Read the order.',
  order_archived:
    'The order was moved into an archive file. Refund it in the gateway’s console. For the list of a day, read the archive files.',
  item_not_found: 'The catalogue does not have this item. Check `CATALOG_FILE`.',
  just_paid:
    'This payer paid for the same thing a moment ago; `orderId` is that order. Ask the payer to confirm, then send the same request with `again`.',
  amount_out_of_range: 'The amount is outside `OPEN_AMOUNT`. Ask for another amount.',
  open_amount_off: 'Payers cannot type an amount (`OPEN_AMOUNT` is off).',
  charge_in_progress:
    'Somebody is paying this order, or one of its charges cannot be closed yet. Try again after `Retry-After` seconds.',
  gateway_rejected:
    'The gateway does not accept this payment. The log has its code under `no charge was made`.',
  gateway_untrusted:
    'The signature of the gateway’s answer is not valid, so the answer was not used. Check the gateway’s public key in the configuration.',
  gateway_unavailable:
    'The gateway does not answer. Send the same request again after `Retry-After` seconds; nobody is charged twice.',
  signature_invalid:
    'The signature is not valid: the body was changed on the way, or the key is not the gateway’s.',
  idempotency_key_required:
    'Send the header `Idempotency-Key`, with a new value for each operation.',
  idempotency_key_reused:
    'This key was used for another request. Use a new key, or send the original request.',
  refund_exceeds_paid:
    'The amount is more than what is left of the payment. Compare `amount` with `amountRefunded`.',
  refund_in_progress:
    'Another refund of this payment is in progress. Send the same request again, with the same key, after `Retry-After` seconds.',
  rate_limited:
    'Too many calls (`LIMITS`). Send the same request again after `Retry-After` seconds.',
  payload_too_large: 'The body is too large. Send a smaller one.',
  unsupported_media_type: 'The body must be JSON, with the matching `Content-Type`.',
  not_ready:
    'The process is stopping, or the database cannot be written to. Send the same request again after `Retry-After` seconds.',
  internal_error:
    'The backend failed. Send the same request again a little later. Find the error in the log by `x-request-id`.',
}
