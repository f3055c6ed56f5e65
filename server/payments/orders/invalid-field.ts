import { CheckoutError } from '../../contract/errors'

/**
 * An error about a field that the schema cannot express.
 * @param message continues after the field's name
 */
export function invalidField(field: string, message: string): CheckoutError {
  return new CheckoutError('invalid_request', `${field} ${message}.`, {
    extra: { errors: [{ field, message }] },
  })
}
