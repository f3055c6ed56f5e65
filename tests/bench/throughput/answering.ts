/** The other end of a helper's channel. */

export interface Question {
  readonly id: number
  readonly ask: string
}

type Answer = (question: Question) => Promise<unknown>

const known = new Map<string, Answer>()
/** Asked before whoever answers it was there. */
const early: Question[] = []

/** Answers questions of these names; several parts of a process may each answer their own. */
export function answer(answers: Record<string, Answer>): void {
  for (const [name, find] of Object.entries(answers)) known.set(name, find)
  for (const question of early.splice(0)) take(question)
  if (process.listenerCount('message') === 0) process.on('message', take)
}

function take(question: Question): void {
  const find = known.get(question.ask)
  if (!find) return void early.push(question)
  find(question).then(
    (value) => process.send?.({ id: question.id, value }),
    (error: unknown) => process.send?.({ id: question.id, error: String(error) }),
  )
}
