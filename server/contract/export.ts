import { Type, type Static } from 'typebox'

export const ExportQuery = Type.Object({
  date: Type.String({
    pattern: '^\\d{4}-\\d{2}-\\d{2}$',
    description: 'the day as it is counted in Beijing; today’s is what has happened so far',
  }),
})
export type ExportQuery = Static<typeof ExportQuery>
