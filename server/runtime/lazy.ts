/** Makes a thing when it is first asked for: a start that waits for nothing it does not need is a short one. */
export function lazy<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null
  return () => (made ??= { value: make() }).value
}
