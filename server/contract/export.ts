import { Type, type Static } from 'typebox'

export const ExportQuery = Type.Object({
  date: Type.String({
    pattern: '^\\d{4}-\\d{2}-\\d{2}$',
    description: 'the day in Beijing time; for today, what has happened so far',
  }),
})
export type ExportQuery = Static<typeof ExportQuery>
