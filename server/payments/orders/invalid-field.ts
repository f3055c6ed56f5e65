import { CheckoutError } from '../../contract/errors'

/** What the schema cannot say of a field. @param message goes on after the field's name */
export function invalidField(field: string, message: string): CheckoutError {
  return new CheckoutError('invalid_request', `${field} ${message}.`, {
    extra: { errors: [{ field, message }] },
  })
}
