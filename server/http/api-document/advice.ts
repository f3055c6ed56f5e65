import type { ErrorCode } from '../../contract/problems'

/** What a code means for the caller, and what to do about it. */
export const advice: Readonly<Record<ErrorCode, string>> = {
  invalid_request:
    'The request is not as it has to be. `errors` names each field; mend it, the same again gives the same.',
  invalid_target:
    '`to` is none of `checkout`, `success`, `failure`, `pending` with its query. Use the addresses that `npm run links` prints.',
  unauthorized: 'The key is missing or wrong. Send `Authorization: Bearer KEY`.',
  forbidden:
    'The key is narrowed and may not make this call. Use another key of `MERCHANT_API_KEY`: `order:` places, amends and closes orders and resends notifications, `refund:` refunds, and each may read.',
  forbidden_origin:
    'The call did not come from the checkout’s own page. `publicUrl` says where that is; look at `PUBLIC_URL` and the proxy.',
  not_found: 'There is no such thing. Compare the id or the address.',
  login_required: 'The login is missing or too old. Lead the payer to `authorizeUrl`.',
  oauth_state_mismatch:
    'The login was begun in another browser, or too long ago. Lead the payer to `authorizeUrl`.',
  oauth_code_invalid: 'WeChat’s code was used or has run out. Lead the payer to `authorizeUrl`.',
  oauth_denied: 'The payer refused. Offer them `authorizeUrl`.',
  snapshot_user:
    'WeChat shows a snapshot of the page. The payer taps 使用完整服务; then lead them to `authorizeUrl`.',
  wechat_unavailable: 'WeChat does not answer. Lead the payer to `authorizeUrl` a little later.',
  wechat_misconfigured:
    'WeChat refuses the AppID or the AppSecret: nobody can pay until `WECHAT_APP_ID` and `WECHAT_APP_SECRET` are right.',
  order_not_found: 'There is no such order. Compare the number.',
  order_conflict:
    'The order is another one than this call says: the number is taken, or somebody has begun to pay it. Read the order; take another number where it is not yours.',
  order_paid: 'The order has been paid. Read it; to send the money back, refund it.',
  order_closed: 'The order can no longer be paid. Place another one.',
  order_not_paid: 'Nothing was paid, so nothing can go back. Read the order.',
  order_archived:
    'The order was moved into the archive’s files. Refund it in the gateway’s console; read the files for a day’s list.',
  item_not_found: 'The catalogue has no such item. Compare it with `CATALOG_FILE`.',
  just_paid:
    'This payer paid for the same a moment ago; `orderId` names that order. Ask them, then send the same with `again`.',
  amount_out_of_range: 'The amount is not within `OPEN_AMOUNT`. Ask for another one.',
  open_amount_off: 'Typed amounts are switched off (`OPEN_AMOUNT`).',
  charge_in_progress:
    'Somebody is paying this order, or a charge of it cannot be closed yet. Try again after `Retry-After` seconds.',
  gateway_rejected:
    'The gateway takes no such payment. The log has its code under `no charge was made`.',
  gateway_untrusted:
    'The gateway’s answer does not verify, so it was not used. Look at the gateway’s key in the configuration.',
  gateway_unavailable:
    'The gateway does not answer. Send the same again after `Retry-After` seconds; nobody is charged twice.',
  signature_invalid:
    'The signature does not hold: the body was changed on its way, or the key is not the gateway’s.',
  idempotency_key_required:
    'Send the header `Idempotency-Key`, a new one for each thing you want done.',
  idempotency_key_reused:
    'This key was sent with another request. Take a new key, or send what was sent with it.',
  refund_exceeds_paid: 'More than is left of the payment. Compare `amount` with `amountRefunded`.',
  refund_in_progress:
    'Another refund of this payment is under way. Send the same again, with the same key, after `Retry-After` seconds.',
  rate_limited: 'Too many calls (`LIMITS`). Send the same again after `Retry-After` seconds.',
  payload_too_large: 'The body is too large. Send less.',
  unsupported_media_type: 'The body has to be JSON, and `Content-Type` has to say so.',
  not_ready:
    'The process is stopping, or the database takes nothing. Send the same again after `Retry-After` seconds.',
  internal_error:
    'Something failed here. Send the same again a little later; the log has it under `x-request-id`.',
}
