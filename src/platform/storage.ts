/** Storage that survives reloads; that of a tab ends when the payer closes the window. */
export interface Storage {
  get(key: string): string | null
  set(key: string, value: string): void
  remove(key: string): void
}

const prefix = 'paymax:'

/** Access to a storage that never throws: private mode may refuse, and then a reload forgets. */
export function createStorage(store: () => globalThis.Storage): Storage {
  const memory = new Map<string, string>()
  return {
    get: (key) => memory.get(key) ?? quietly(() => store().getItem(prefix + key)),
    set(key, value) {
      memory.set(key, value)
      quietly(() => store().setItem(prefix + key, value))
    },
    remove(key) {
      memory.delete(key)
      quietly(() => store().removeItem(prefix + key))
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
