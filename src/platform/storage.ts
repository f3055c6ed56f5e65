/** What a tab remembers across reloads; gone when the payer closes the window. */
export interface Storage {
  get(key: string): string | null
  set(key: string, value: string): void
  remove(key: string): void
}

const prefix = 'paymax:'

/** A door to session storage that never throws: private mode may refuse, then a reload forgets. */
export function createStorage(session: () => globalThis.Storage): Storage {
  const memory = new Map<string, string>()
  return {
    get: (key) => memory.get(key) ?? quietly(() => session().getItem(prefix + key)),
    set(key, value) {
      memory.set(key, value)
      quietly(() => session().setItem(prefix + key, value))
    },
    remove(key) {
      memory.delete(key)
      quietly(() => session().removeItem(prefix + key))
    },
  }
}

function quietly<T>(access: () => T): T | null {
  try {
    return access()
  } catch {
    return null
  }
}
