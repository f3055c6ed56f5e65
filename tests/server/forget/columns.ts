/**
 * Columns that are about nobody, by table. A new column goes here, or into the table of docs/personal-data.md
 * (and then into what `npm run forget` erases).
 */
export const aboutNobody: Readonly<Record<string, string>> = {
  archived_charges: 'charge_id order_id status',
  archived_orders:
    'order_id order_no source amount state closed_by expires_at paid_at content_hash created_at notified refunded last_at archived_at forgotten_at',
  charge_attempts: 'order_id at',
  charges:
    'charge_id order_id amount status gateway_id livemode created_at expires_at checked_at next_turn_at next_check_at paid_at failure_reason failure_code failure_message final_since refunded refund_under_way gateway account app_id grace_from denials denied_since decided_by decided_sha256 decided_at',
  idempotency_keys: 'idempotency_key stands_for created_at',
  inbox: 'inbox_key signature headers gateway received_at next_try_at settled_at',
  incidents: 'incident_key order_id charge_id kind at detail order_no',
  logins: 'state created_at claimed_at outcome exchanged_at forget_at',
  migrations: 'name applied_at',
  notification_addresses: 'address failing_since off_since',
  notification_attempts: 'notification_id attempt at status error took_ms',
  notifications:
    'notification_id order_id order_no sequence type refund_id address created_at status lane next_try_at tried_since tries attempts resent ended_at acts',
  order_slots: 'order_id taken_at',
  orders:
    'order_id order_no source item amount state closed_by expires_at paid_at paid_charge_id last_charge_id auto_pay amendments content_hash created_at notified acts forgotten_at unknown_payment',
  page_events: 'order_id place charge_id event kind at',
  refunds:
    'refund_id charge_id order_id amount status automatic attempt gateway_id created_at sent_at unlisted_before looks next_try_at succeeded_at failure_reason failure_code failure_message denials denied_since asked_by',
  restored_days: 'backup_at gateway day',
  restored_gaps: 'backup_at restored_at covers_until next_try_at asked_at',
  used_with: 'name value',
  write_proofs: 'proof_id at filler',
  limit_counts: 'minute who spent',
}
