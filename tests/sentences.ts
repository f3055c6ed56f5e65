type Sentence = readonly [where: string, said: string]

/** Everything that a dictionary can say, with where it stands in it; what takes words is given some. */
export function sentencesOf(words: unknown, where = ''): Sentence[] {
  if (typeof words === 'string') return [[where, words]]
  if (typeof words === 'function') {
    const say = words as (...given: string[]) => unknown
    return sentencesOf(say('7', '7', '7'), where)
  }
  if (typeof words !== 'object' || words === null) return []
  return Object.entries(words).flatMap(([key, value]) =>
    sentencesOf(value, where ? `${where}.${key}` : key),
  )
}

/** The keys of what says a thing, in whatever way the expression knows. */
export const whereSaid = (words: unknown, claim: RegExp): string[] =>
  sentencesOf(words)
    .filter(([, said]) => claim.test(said))
    .map(([where]) => where)
